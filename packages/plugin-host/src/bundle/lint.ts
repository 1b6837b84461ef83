/**
 * Refuses, by its syntax tree, what a bundle may not use; the cell would refuse it too, but only
 * while a session waits.
 */

import { pluginGlobals, pluginMath } from '../cell/globals.js'
import { declaredNames, isReference } from './names.js'
import { type BundleFault, defaultExportOf, parseBundle, placeOf } from './parse.js'
import { type Fields, isNode, walk } from './walk.js'

const hint = (what: string, instead: string): string => `${what}: ${instead}`

const importing = hint('no imports', 'the bundle is one file that brings all it needs')
const asynchronous = hint('no async code', 'price answers at once')
const clock = hint('a plugin has no clock', 'minuteOfDay, weekday and date are in each period')

/** Syntax that is refused wherever it stands. */
const bannedSyntax: Readonly<Record<string, string>> = {
  ImportDeclaration: importing,
  ImportExpression: importing,
  ExportAllDeclaration: importing,
  MetaProperty: hint('no meta properties', 'a plugin knows nothing of where it runs'),
  AwaitExpression: asynchronous,
  YieldExpression: hint('no generators', 'use a loop'),
  DebuggerStatement: hint('no debugger statement', 'remove it'),
  WithStatement: hint('no with statement', 'name the object'),
}

/** Globals that authors miss, each with what to use. */
const missing: Readonly<Record<string, string>> = {
  Date: clock,
  Temporal: clock,
  performance: clock,
  setTimeout: asynchronous,
  Promise: asynchronous,
  eval: hint('no code from text', 'write it out'),
  Function: hint('no code from text', 'write it out'),
  RegExp: hint('no RegExp constructor', 'write the expression as a literal'),
  globalThis: hint('no globalThis', 'name what you use'),
  console: hint('no console', 'run checkPlugin on your machine'),
  process: hint('no process', 'a plugin knows nothing of where it runs'),
  require: importing,
}

/** A map, because as a field of an object `__proto__` would not be one. */
const bannedMembers: ReadonlyMap<string | undefined, string> = new Map([
  ['constructor', hint('no .constructor', 'name the class')],
  ['__proto__', hint('no __proto__', 'use Object.getPrototypeOf')],
  ['toLocaleString', hint('no toLocaleString', 'texts are formatted outside, by labelKey')],
  ['toLocaleUpperCase', hint('no toLocaleUpperCase', 'use toUpperCase')],
  ['toLocaleLowerCase', hint('no toLocaleLowerCase', 'use toLowerCase')],
  ['localeCompare', hint('no localeCompare', 'compare with < and >')],
  ['__defineGetter__', hint('no __defineGetter__', 'write the getter out')],
  ['__defineSetter__', hint('no __defineSetter__', 'write the setter out')],
  ['__lookupGetter__', hint('no __lookupGetter__', 'read the field')],
  ['__lookupSetter__', hint('no __lookupSetter__', 'write the field')],
])

/** Deeper than anybody writes a name in pieces; a stack is not endless. */
const maxPieces = 100

/** A text that the source spells out, also in pieces; what is made at run time only a cell sees. */
function textOf(node: unknown, depth = 0): string | undefined {
  if (!isNode(node) || depth > maxPieces) return undefined
  if (node.type === 'Literal') return typeof node.value === 'string' ? node.value : undefined
  if (node.type === 'TemplateLiteral') {
    const quasis = node.quasis as { value: { cooked?: string } }[]
    const inner = (node.expressions as unknown[]).map(each => textOf(each, depth + 1))
    if (inner.includes(undefined)) return undefined
    return quasis.map(({ value }, index) => `${value.cooked ?? ''}${inner[index] ?? ''}`).join('')
  }
  if (node.type !== 'BinaryExpression' || node.operator !== '+') return undefined
  const [left, right] = [textOf(node.left, depth + 1), textOf(node.right, depth + 1)]
  return left === undefined || right === undefined ? undefined : left + right
}

/** The name by which a member, property or pattern asks for a field, where the source says it. */
function fieldName(node: Fields): string | undefined {
  const key = node.type === 'MemberExpression' ? node.property : node.key
  if (!isNode(key)) return undefined
  if (key.type === 'Identifier' && node.computed !== true) return String(key.name)
  return textOf(key)
}

function faultOfSyntax(node: Fields): string | undefined {
  if (node.type === 'ForOfStatement' && node.await === true) return asynchronous
  if (node.async === true) return asynchronous
  if (node.generator === true) return bannedSyntax.YieldExpression
  if (node.operator === '**' || node.operator === '**=')
    return hint(`no ${node.operator}`, 'engines disagree on it; multiply')
  if (node.type === 'ExportNamedDeclaration' && node.source) return importing
  return bannedSyntax[node.type]
}

function faultOfMember(node: Fields): string | undefined {
  if (!['MemberExpression', 'Property', 'PropertyDefinition'].includes(node.type)) return undefined
  return bannedMembers.get(fieldName(node))
}

/** `Math` stands only before one of the functions that every engine agrees on. */
function faultOfMath(parent: Fields | undefined): string | undefined {
  const name = parent?.type === 'MemberExpression' ? fieldName(parent) : undefined
  if ((pluginMath as readonly (string | undefined)[]).includes(name)) return undefined
  return hint(
    name === undefined ? 'Math may only be called by name' : `no Math.${name}`,
    `only ${pluginMath.join(', ')} are the same on every engine`,
  )
}

function faultOfName(
  node: Fields,
  parent: Fields | undefined,
  declared: ReadonlySet<string>,
): string | undefined {
  if (node.type !== 'Identifier' || !isReference(node, parent)) return undefined
  const name = String(node.name)
  if (name === 'Math') return faultOfMath(parent)
  if (declared.has(name) || pluginGlobals.includes(name)) return undefined
  return Object.hasOwn(missing, name) ? missing[name] : `unknown global '${name}'`
}

/**
 * Every fault of a bundle with its line and column; none means that it may go on to the other
 * checks of a publish.
 */
export function lintBundle(bundle: string): BundleFault[] {
  const parsed = parseBundle(bundle)
  if ('message' in parsed) return [parsed]
  const faults: BundleFault[] = []
  const declared = declaredNames(parsed.program)
  walk(parsed.program, (node, parent) => {
    const message =
      faultOfSyntax(node) ?? faultOfMember(node) ?? faultOfName(node, parent, declared)
    if (message !== undefined) faults.push({ ...placeOf(node), message })
  })
  if (defaultExportOf(parsed.program) === undefined)
    faults.push({ line: 1, column: 1, message: 'the bundle must export its plugin as default' })
  return faults
}
