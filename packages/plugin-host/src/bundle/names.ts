/**
 * Tells which names a bundle declares itself, and whether an identifier stands for a value or is
 * only a label of one.
 */

import type { Node } from 'acorn'

import { type Fields, isNode, walk } from './walk.js'

/** The names a binding pattern introduces. */
export function namesOf(pattern: unknown): string[] {
  if (!isNode(pattern)) return []
  switch (pattern.type) {
    case 'Identifier':
      return [String(pattern.name)]
    case 'ObjectPattern':
      return (pattern.properties as Fields[]).flatMap(({ type, value, argument }) =>
        namesOf(type === 'RestElement' ? argument : value),
      )
    case 'ArrayPattern':
      return (pattern.elements as unknown[]).flatMap(namesOf)
    case 'AssignmentPattern':
      return namesOf(pattern.left)
    case 'RestElement':
      return namesOf(pattern.argument)
    default:
      return []
  }
}

/**
 * All names declared anywhere in the bundle, whatever their scope. A name used outside its scope is
 * missed here; it does not exist in the cell either, so nothing is gained by it.
 */
export function declaredNames(root: Node): ReadonlySet<string> {
  const names = new Set<string>()
  const add = (pattern: unknown) => {
    for (const name of namesOf(pattern)) names.add(name)
  }
  walk(root, node => {
    if (/^VariableDeclarator$|Function|^Class/.test(node.type)) add(node.id)
    if (node.type === 'CatchClause') add(node.param)
    if (Array.isArray(node.params)) node.params.forEach(add)
  })
  return names
}

/**
 * How often each name is declared outside all functions: those of the module itself, and those of
 * its blocks, which are counted with them.
 */
export function moduleNames(root: Node): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  walk(root, node => {
    const pattern = node.type === 'CatchClause' ? node.param : node.id
    const isDeclared = /^VariableDeclarator$|Declaration$|^CatchClause$/.test(node.type)
    for (const name of isDeclared ? namesOf(pattern) : [])
      counts.set(name, (counts.get(name) ?? 0) + 1)
    return !isFunction(node)
  })
  return counts
}

export const isFunction = ({ type }: Node): boolean =>
  /^(?:FunctionDeclaration|FunctionExpression|ArrowFunctionExpression)$/.test(type)

/** The names asked for in a part of the bundle, and those of its own variables. */
export function referencesIn(root: Node): ReadonlySet<string> {
  const names = new Set<string>()
  walk(root, (node, parent) => {
    if (node.type === 'Identifier' && isReference(node, parent)) names.add(String(node.name))
  })
  return names
}

/** Does this identifier ask for a value? Keys, labels and the far side of an export do not. */
export function isReference(node: Node, parent: Fields | undefined): boolean {
  if (parent === undefined) return true
  switch (parent.type) {
    case 'MemberExpression':
      return parent.object === node || parent.computed === true
    case 'Property':
    case 'PropertyDefinition':
    case 'MethodDefinition':
      return parent.key !== node || parent.computed === true || parent.shorthand === true
    case 'ExportSpecifier':
      return parent.local === node
    case 'LabeledStatement':
    case 'BreakStatement':
    case 'ContinueStatement':
      return false
    default:
      return true
  }
}
