/**
 * Keeps imports going one way: what a layer may not know, and what a deciding file may not touch.
 */

import { type Fault, lineAt, type Source } from '../checkout.js'

/** Everything that belongs above the line between core and edge. */
const edgeOnly =
  /^(graphql|type-graphql|@apollo\/|@as-integrations\/|bullmq|ioredis|fastify|ws|graphql-ws|@adyen\/|node:https?$|node:net$)/
/** Reckons with addresses and opens no connection. */
const addressesAlone = /\bimport \{( BlockList,?| isIP,?)+ \} from 'node:net'/
const storeOnly = /^(typeorm|pg|pg\/.*)$/
/** Files whose name says that they decide. */
const deciding = /\/(states|policy|recipes|match)\.ts$/
/** What stands in for a real outside; only tests and the command line may start it. */
const standIns = /^@wattline\/(embedded|test-support|adyen-simulator)$/
const apps = /^@wattline\/(gateway|worker|cli|console|plugin-(?!sdk|host).+)$/
/** The command line starts the other apps; the embedded Postgres is one, the simulator none. */
const starters = /^(apps\/cli|packages\/embedded|test\/.+)$/
/** The built-ins a pure package may use, for signatures and hashes. */
const pureBuiltIns = /^node:(crypto|buffer)$/

interface Import {
  readonly from: string
  readonly line: number
}

/** The modules a file imports, statically or not. */
export function importsOf({ text, code }: Source): Import[] {
  return [...code.matchAll(/\bfrom(?=\s)|\bimport\(|^import(?=\s*$)/gm)].flatMap(match => {
    const quoted = /^\s*['"]([^'"\n]+)['"]/.exec(text.slice(match.index + match[0].length))
    const from = quoted?.[1]
    return from === undefined ? [] : [{ from, line: lineAt(text, match.index) }]
  })
}

/** Faults by what one file imports. */
export function importFaults(source: Source): Fault[] {
  const { path } = source
  if (source.isTest || path.includes('/testing/')) return []
  return importsOf(source).flatMap(({ from, line }) => {
    const text = whyNot(source, from)
    return text === undefined ? [] : [{ path, line, text: `"${from}" is imported, ${text}` }]
  })
}

function whyNot(source: Source, from: string): string | undefined {
  const { path } = source
  const layer = source.workspace?.layer ?? ''
  const isRelative = from.startsWith('.')
  if (layer === 'plugin' && !isRelative && from !== '@wattline/plugin-sdk') {
    return 'a plugin imports @wattline/plugin-sdk alone'
  }
  const isHarmless = from === 'node:net' && addressesAlone.test(source.text)
  if (['pure', 'store', 'core'].includes(layer) && edgeOnly.test(from) && !isHarmless) {
    return 'no GraphQL, queue, HTTP or Adyen below the edge: use a port'
  }
  if (layer === 'pure' && (storeOnly.test(from) || isForeignBuiltIn(from))) {
    return 'a pure package touches neither the database nor the machine'
  }
  if (deciding.test(path) && (storeOnly.test(from) || from.endsWith('.entity.js'))) {
    return 'what decides takes values: load them in the file that acts'
  }
  if (starters.test(source.workspace?.folder ?? '')) return undefined
  if (layer === 'edge' && (storeOnly.test(from) || from === '@wattline/database')) {
    return 'the edge knows the core by its ports and types'
  }
  if (standIns.test(from)) return 'only tests and the command line start what stands in'
  if (layer !== 'plugin' && apps.test(from)) return 'apps and plugins do not know each other'
  return undefined
}

function isForeignBuiltIn(from: string): boolean {
  return from.startsWith('node:') && !pureBuiltIns.test(from)
}
