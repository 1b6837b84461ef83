/**
 * Turns a bundle into a script whose value makes a fresh instance of the plugin with every call.
 *
 * What a session could leave something in is made anew for each; functions that reach nothing but
 * each other, and literals, are made once and frozen, so that nothing can be left in them.
 */

import type { ExportDefaultDeclaration, Node, Program } from 'acorn'

import { pluginGlobals } from '../cell/globals.js'
import { constantsOf } from './constants.js'
import { defaultExportOf, parseBundle } from './parse.js'

interface Edit {
  readonly start: number
  readonly end: number
  readonly text: string
}

function apply(source: string, edits: readonly Edit[]): string {
  let text = ''
  let at = 0
  for (const edit of [...edits].sort((a, b) => a.start - b.start || a.end - b.end)) {
    text += source.slice(at, edit.start) + edit.text
    at = edit.end
  }
  return text + source.slice(at)
}

const exportDefault = /^export(?:\s|\/\*[\s\S]*?\*\/|\/\/.*\n)*default/

/**
 * A declaration keeps a name of its own, so that it is hoisted as before; all else is a constant.
 */
function editDefault(
  bundle: string,
  { start, end, declaration }: ExportDefaultDeclaration,
  kept: string,
): { edits: Edit[]; result: string } {
  const words = exportDefault.exec(bundle.slice(start, end))?.[0] ?? ''
  const name =
    declaration.type === 'FunctionDeclaration' || declaration.type === 'ClassDeclaration'
      ? declaration.id?.name
      : undefined
  const opening = { start, end: start + words.length, text: name ? '' : `const ${kept} =` }
  return { edits: [opening, { start: end, end, text: ';' }], result: name ?? kept }
}

interface Statements {
  readonly program: Program
  readonly edits: readonly Edit[]
  /** The name of the plugin. */
  readonly result: string
}

/** The edits that make statements of a script out of a module, or why there are none. */
function statementsOf(bundle: string, kept: string): Statements | { fault: string } {
  const parsed = parseBundle(bundle)
  if ('message' in parsed)
    return { fault: `${parsed.message} (line ${parsed.line}, column ${parsed.column})` }
  const { program } = parsed
  const exported = defaultExportOf(program)
  if (exported === undefined) return { fault: 'the bundle must export its plugin as default' }
  const edits: Edit[] = []
  let result = 'local' in exported ? exported.local : kept
  for (const statement of program.body) {
    const { start, end, type } = statement
    const isImporting = type === 'ImportDeclaration' || type === 'ExportAllDeclaration'
    if (isImporting || (type === 'ExportNamedDeclaration' && statement.source))
      return { fault: 'the bundle must not import anything' }
    if (type === 'ExportDefaultDeclaration') {
      const edited = editDefault(bundle, statement, kept)
      edits.push(...edited.edits)
      result = edited.result
    } else if (type === 'ExportNamedDeclaration')
      edits.push({ start, end: statement.declaration?.start ?? end, text: '' })
  }
  return { program, edits, result }
}

/** All but the ends of lines, so that what is left stands where its author wrote it. */
const blank = (text: string): string => text.replace(/[^\n\r\u2028\u2029]/g, ' ')

/** A name that the bundle does not know. */
function newName(bundle: string, word: string): string {
  let name = word
  while (bundle.includes(name)) name += '_'
  return name
}

interface Parts {
  /** What is made once. */
  readonly once: string
  /** What is made anew for each session. */
  readonly anew: string
  /** The names of what is made once. */
  readonly names: readonly string[]
}

const isInside = (edit: Edit, { start, end }: Node): boolean =>
  edit.start >= start && edit.end <= end

function divide(bundle: string, { program, edits, result }: Statements, word: string): Parts {
  const { statements, literals } = constantsOf(program)
  const isDefault = statements.some(each => each.statement.type === 'ExportDefaultDeclaration')
  const names = [...statements.flatMap(each => each.names), ...(isDefault ? [result] : [])]
  const once: Edit[] = []
  const anew: Edit[] = edits.filter(
    edit => !statements.some(({ statement }) => isInside(edit, statement)),
  )
  const placed = [...statements.map(({ statement }) => statement), ...literals]
  let at = 0
  for (const node of placed.sort((a, b) => a.start - b.start)) {
    const { start, end } = node
    const text = bundle.slice(start, end)
    const before = blank(bundle.slice(at, start))
    if (literals.includes(node)) {
      const name = `${word}${names.length}`
      names.push(name)
      once.push({ start: at, end: start, text: `${before}const ${name} =` })
      const gap = blank(text)
      const width = gap.search(/[^ ]/) // Of its first line, where it has more than one.
      const taken = width < 0 ? name.length : Math.min(width, name.length)
      anew.push({ start, end, text: name + gap.slice(taken) })
    } else {
      once.push({ start: at, end: start, text: before })
      once.push(...edits.filter(edit => isInside(edit, node)))
      anew.push({ start, end, text: `;${blank(text).slice(1)}` })
    }
    once.push({ start: end, end, text: ';' })
    at = end
  }
  once.push({ start: at, end: bundle.length, text: blank(bundle.slice(at)) })
  return { once: apply(bundle, once), anew: apply(bundle, anew), names }
}

/**
 * The globals are read once, into parameters: a compartment resolves each use of a global through a
 * proxy, and this takes two thirds of a call's time away. The bundle stands there twice, each time
 * without what the other has, so that both say the lines and columns of the bundle.
 */
export function factorySource(bundle: string): { source: string } | { fault: string } {
  const [kept, word, freeze] = ['defaultOfBundle', 'constant', 'freezeAll'].map(each =>
    newName(bundle, each),
  ) as [string, string, string]
  const found = statementsOf(bundle, kept)
  if ('fault' in found) return found
  const { once, anew, names } = divide(bundle, found, word)
  const lifted = pluginGlobals.filter(name => !/^(?:undefined|NaN|Infinity)$/.test(name)).join(', ')
  const open = `((${freeze}, ${lifted}) => (() => { 'use strict';`
  const fresh = `return () => {\n${anew}\n;return ${found.result}; };`
  const close = `})())(${freezing}, ${lifted})`
  return { source: `${open}\n${once}\n;${freeze}([${names.join(', ')}]); ${fresh} ${close}` }
}

/** By its own name alone, so that it asks for no global of a bundle that has one of that name. */
const freezing = `(({ freeze, getOwnPropertyNames, isFrozen }) => function all(value) {
  'use strict'
  const isHolding = typeof value === 'object' ? value !== null : typeof value === 'function'
  if (!isHolding || isFrozen(value)) return
  freeze(value)
  for (const name of getOwnPropertyNames(value)) all(value[name])
})(Object)`

/** The script has one line of its own above each of the two times that the bundle stands there. */
const linesAbove = 1

/**
 * The place in the bundle of one that a cell told, as line and column of the script; undefined for
 * anything else, since what a cell says is never believed.
 */
export function placeInBundle(
  bundle: string,
  told: unknown,
): { line: number; column: number } | undefined {
  if (!Array.isArray(told)) return undefined
  const [line, column] = told
  if (!Number.isSafeInteger(line) || !Number.isSafeInteger(column) || column < 1) return undefined
  const part = linesAbove + bundle.split(/\r\n|[\n\r\u2028\u2029]/).length
  const inPart = (line > part ? line - part : line) - linesAbove
  return inPart > 0 && inPart <= part - linesAbove ? { line: inPart, column } : undefined
}
