/**
 * Finds what of a bundle no session can leave anything in once it is frozen: functions that reach
 * nothing but each other, and literals. Those need not be made anew for each session.
 *
 * All is told by names, whatever their scope. A name that stands for two things is judged as if
 * both were one, which only ever finds less.
 */

import type { Node, Program } from 'acorn'

import { pluginGlobals } from '../cell/globals.js'
import { isFunction, moduleNames, namesOf, referencesIn } from './names.js'
import { type Fields, isNode, walk } from './walk.js'
import { writtenNames } from './written-names.js'

export interface Constants {
  /** Whole statements of the module, in its order. */
  readonly statements: readonly ConstantStatement[]
  /** Lists and objects inside the other statements. */
  readonly literals: readonly Node[]
}

export interface ConstantStatement {
  readonly statement: Node
  /** What it declares; a default export may declare nothing. */
  readonly names: readonly string[]
}

/** What is known of a name outside all functions. */
interface Scope {
  readonly isGlobal: (name: string) => boolean
  readonly isConstant: (name: string) => boolean
}

function isFigure(node: unknown): boolean {
  if (!isNode(node)) return false
  if (node.type === 'Literal') return !('regex' in node)
  if (node.type === 'TemplateLiteral') return (node.expressions as unknown[]).length === 0
  const { type, operator, argument } = node
  return type === 'UnaryExpression' && /^[-+~!]$/.test(`${operator}`) && isFigure(argument)
}

/** A loop, because a sum of many parts is a deep tree. */
function isArithmetic(node: unknown): boolean {
  let rest = node
  while (isNode(rest) && rest.type === 'BinaryExpression') {
    if (!/^[-+*/%]$/.test(`${rest.operator}`) || !isFigure(rest.right)) return false
    rest = rest.left
  }
  return isFigure(rest)
}

function isKnown(node: unknown, { isGlobal, isConstant }: Scope): boolean {
  if (!isNode(node) || node.type !== 'Identifier') return false
  return isGlobal(String(node.name)) || isConstant(String(node.name))
}

function isField(node: Fields, scope: Scope): boolean {
  const isPlain = node.type === 'Property' && node.kind === 'init' && node.computed === false
  const key = node.key as Fields
  return isPlain && (key.name ?? key.value) !== '__proto__' && isValue(node.value, scope)
}

/** An empty list or object is none: it is there to be filled. */
function isLiteral(node: Fields, scope: Scope): boolean {
  const { elements, properties } = node as { elements?: unknown[]; properties?: Fields[] }
  if (node.type === 'ArrayExpression')
    return elements?.length !== 0 && elements?.every(each => isValue(each, scope)) === true
  if (node.type !== 'ObjectExpression') return false
  return properties?.length !== 0 && properties?.every(each => isField(each, scope)) === true
}

function isValue(node: unknown, scope: Scope): boolean {
  if (!isNode(node)) return false
  if (isFunction(node)) return node.async === false && node.generator === false
  if (node.type === 'MemberExpression') {
    const { object, computed } = node
    const isGlobal = isNode(object) && object.type === 'Identifier'
    return computed === false && isGlobal && scope.isGlobal(String(object.name))
  }
  return isArithmetic(node) || isKnown(node, scope) || isLiteral(node, scope)
}

/** What a statement declares, where it has the form of a constant. */
function namesOfConstant(declared: unknown, scope: Scope): string[] | undefined {
  if (!isNode(declared)) return undefined
  if (declared.type !== 'VariableDeclaration') {
    if (!isValue(declared, scope)) return undefined
    const isNamed = declared.type === 'FunctionDeclaration' && isNode(declared.id)
    return isNamed ? [String((declared.id as Fields).name)] : []
  }
  const names: string[] = []
  for (const { id, init } of declared.declarations as Fields[]) {
    if (!isNode(id) || id.type !== 'Identifier' || !isValue(init, scope)) return undefined
    names.push(String(id.name))
  }
  return names
}

interface Candidate extends ConstantStatement {
  readonly asked: ReadonlySet<string>
}

/** Those that ask for nothing but each other. */
function sound(
  candidates: readonly Candidate[],
  own: ReadonlyMap<string, number>,
  written: ReadonlySet<string>,
): ConstantStatement[] {
  const declared = new Set(candidates.flatMap(({ names }) => names))
  const isLost = (name: string) => own.get(name) !== 1 || written.has(name) || !declared.has(name)
  const lost = [...own.keys()].filter(isLost)
  const askers = new Map<string, Candidate[]>()
  for (const candidate of candidates) {
    for (const name of new Set([...candidate.asked, ...candidate.names]))
      askers.set(name, [...(askers.get(name) ?? []), candidate])
  }
  const left = new Set(candidates)
  for (let name = lost.pop(); name !== undefined; name = lost.pop()) {
    for (const candidate of askers.get(name) ?? []) {
      if (left.delete(candidate)) lost.push(...candidate.names)
    }
  }
  return [...left]
}

function constantStatements(
  program: Program,
  own: ReadonlyMap<string, number>,
  written: ReadonlySet<string>,
): ConstantStatement[] {
  const scope = { isGlobal: isGlobalBeside(own), isConstant: (name: string) => own.has(name) }
  const candidates = (program.body as Fields[]).flatMap((statement): Candidate[] => {
    const declared = /^Export/.test(statement.type) ? statement.declaration : statement
    const names = namesOfConstant(declared, scope)
    return names === undefined ? [] : [{ statement, names, asked: referencesIn(statement) }]
  })
  return sound(candidates, own, written)
}

/** Only what is handed on at once: what has a name that is written to is the plugin's state. */
function isHandedOn(parent: Fields | undefined): boolean {
  return /^(?:Property|ArrayExpression|CallExpression)$/.test(parent?.type ?? '')
}

function isState(node: Fields, written: ReadonlySet<string>): boolean {
  if (node.type === 'AssignmentExpression') return true
  return node.type === 'VariableDeclarator' && namesOf(node.id).some(name => written.has(name))
}

function hasFunction(root: Node): boolean {
  let found = false
  walk(root, node => {
    found ||= isFunction(node)
  })
  return found
}

const isGlobalBeside = (own: ReadonlyMap<string, number>) => (name: string) =>
  !own.has(name) && pluginGlobals.includes(name)

export function constantsOf(program: Program): Constants {
  const own = moduleNames(program)
  const written = writtenNames(program)
  const statements = constantStatements(program, own, written)
  const names = new Set(statements.flatMap(each => each.names))
  const scope = { isGlobal: isGlobalBeside(own), isConstant: (name: string) => names.has(name) }
  const whole = new Set<Node>(statements.map(({ statement }) => statement))
  const literals: Node[] = []
  walk(program, (node, parent) => {
    if (whole.has(node) || isFunction(node) || /^Class/.test(node.type)) return false
    if (isState(node, written)) return false
    if (!isHandedOn(parent) || !isLiteral(node, scope) || hasFunction(node)) return true
    literals.push(node)
    return false
  })
  return { statements, literals }
}
