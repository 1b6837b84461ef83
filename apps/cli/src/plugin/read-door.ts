/** Reads which gateway a command is for, and with which key: by its options or the environment. */

import { parseArgs } from 'node:util'

import type { Door } from './ask-gateway.js'

/** How every command that asks a gateway is told which. */
export const doorUsage = `  --url   the gateway; without it WATTLINE_URL, or the Wattline that runs in this checkout
  --key   the operator’s API key; without it WATTLINE_KEY, which no list of processes shows
  --json  one JSON document instead of words`

const doorOptions = {
  url: { type: 'string' },
  key: { type: 'string' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const

export interface ReadCommand {
  readonly door: Door
  readonly isJson: boolean
  readonly words: readonly string[]
  readonly values: Readonly<Record<string, string | boolean | undefined>>
}

/** What a command makes of its command line: it can go on, shows its help, or is not understood. */
export type Read = ReadCommand | 'help' | { readonly fault: string }

type Options = Readonly<Record<string, { readonly type: 'string' | 'boolean' }>>

/** @param options those of the command itself, each a text or a switch */
export async function readCommand(args: readonly string[], options: Options = {}): Promise<Read> {
  try {
    const { values, positionals: words } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { ...doorOptions, ...options },
    })
    const { url, key, json, help } = values as {
      readonly url?: string
      readonly key?: string
      readonly json: boolean
      readonly help: boolean
    }
    if (help) return 'help'
    const secret = key ?? process.env.WATTLINE_KEY
    if (!secret)
      return {
        fault: 'an operator’s API key is needed: WATTLINE_KEY or --key. npm start prints some.',
      }
    const address = url ?? (process.env.WATTLINE_URL || (await runningHere()))
    if (!URL.canParse(address)) return { fault: `${address} is no address of a gateway.` }
    const rest = values as ReadCommand['values']
    return { door: { url: address, key: secret }, isJson: json, words, values: rest }
  } catch (fault) {
    return { fault: (fault as Error).message }
  }
}

/** The gateway of this checkout where one runs, or the place where one usually does. */
async function runningHere(): Promise<string> {
  const [{ checkoutState }, { findStack }, { usualPorts }] = await Promise.all([
    import('../start/main.js'),
    import('../start/stack.js'),
    import('../start/ports.js'),
  ])
  return findStack(checkoutState)?.gatewayUrl ?? `http://127.0.0.1:${usualPorts.gateway}`
}
