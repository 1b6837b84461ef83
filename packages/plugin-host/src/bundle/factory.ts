/**
 * Turns a bundle into a script whose value makes a fresh instance of the plugin with every call.
 */

import type { ExportDefaultDeclaration } from 'acorn'

import { pluginGlobals } from '../cell/globals.js'
import { defaultExportOf, parseBundle } from './parse.js'

interface Edit {
  readonly start: number
  readonly end: number
  readonly text: string
}

function apply(source: string, edits: readonly Edit[]): string {
  let text = ''
  let at = 0
  for (const edit of [...edits].sort((a, b) => a.start - b.start)) {
    text += source.slice(at, edit.start) + edit.text
    at = edit.end
  }
  return text + source.slice(at)
}

/** The name under which a default export without one of its own is kept. */
const kept = 'defaultOfBundle'

const exportDefault = /^export(?:\s|\/\*[\s\S]*?\*\/|\/\/.*\n)*default/

/**
 * A declaration keeps a name of its own, so that it is hoisted as before; all else is a constant.
 */
function editDefault(
  bundle: string,
  { start, end, declaration }: ExportDefaultDeclaration,
): { edits: Edit[]; result: string } {
  const words = exportDefault.exec(bundle.slice(start, end))?.[0] ?? ''
  const name =
    declaration.type === 'FunctionDeclaration' || declaration.type === 'ClassDeclaration'
      ? declaration.id?.name
      : undefined
  const opening = { start, end: start + words.length, text: name ? '' : `const ${kept} =` }
  return { edits: [opening, { start: end, end, text: ';' }], result: name ?? kept }
}

/** The edits that make statements of a script out of a module, or why there are none. */
function editsOf(bundle: string): { edits: Edit[]; result: string } | { fault: string } {
  const parsed = parseBundle(bundle)
  if ('message' in parsed)
    return { fault: `${parsed.message} (line ${parsed.line}, column ${parsed.column})` }
  const exported = defaultExportOf(parsed.program)
  if (exported === undefined) return { fault: 'the bundle must export its plugin as default' }
  const edits: Edit[] = []
  let result = 'local' in exported ? exported.local : kept
  for (const statement of parsed.program.body) {
    const { start, end, type } = statement
    const isImporting = type === 'ImportDeclaration' || type === 'ExportAllDeclaration'
    if (isImporting || (type === 'ExportNamedDeclaration' && statement.source))
      return { fault: 'the bundle must not import anything' }
    if (type === 'ExportDefaultDeclaration') {
      const edited = editDefault(bundle, statement)
      edits.push(...edited.edits)
      result = edited.result
    } else if (type === 'ExportNamedDeclaration')
      edits.push({ start, end: statement.declaration?.start ?? end, text: '' })
  }
  return { edits, result }
}

/**
 * The globals are read once, into parameters: a compartment resolves each use of a global through a
 * proxy, and this takes two thirds of a call's time away. The bundle stands inside an arrow
 * function, so its own variables are made anew for each session.
 */
export function factorySource(bundle: string): { source: string } | { fault: string } {
  const found = editsOf(bundle)
  if ('fault' in found) return found
  const lifted = pluginGlobals.filter(name => !/^(?:undefined|NaN|Infinity)$/.test(name)).join(', ')
  const body = apply(bundle, found.edits)
  const fresh = `() => { 'use strict';\n${body}\n;return ${found.result}; }`
  return { source: `((${lifted}) => ${fresh})(${lifted})` }
}

/** The script has a line of its own above the bundle's first. */
const linesAbove = 1

/**
 * The place in the bundle of one that a cell told, as line and column of the script; undefined for
 * anything else, since what a cell says is never believed.
 */
export function placeInBundle(told: unknown): { line: number; column: number } | undefined {
  if (!Array.isArray(told)) return undefined
  const [line, column] = told
  const isPlace = Number.isSafeInteger(line) && Number.isSafeInteger(column)
  return isPlace && line > linesAbove && column > 0
    ? { line: line - linesAbove, column }
    : undefined
}
