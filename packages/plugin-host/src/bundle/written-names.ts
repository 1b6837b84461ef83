/**
 * Finds the names through which a bundle writes: by assigning to them or to a field of theirs, or
 * by a method that changes a list in place. What is written to is the plugin's state.
 */

import type { Node } from 'acorn'

import { referencesIn } from './names.js'
import { type Fields, isNode, walk } from './walk.js'

const inPlace = [
  'copyWithin',
  'fill',
  'pop',
  'push',
  'reverse',
  'shift',
  'sort',
  'splice',
  'unshift',
]

/** The part of a node that it writes to. */
function targetOf(node: Fields): unknown {
  switch (node.type) {
    case 'AssignmentExpression':
    case 'ForInStatement':
    case 'ForOfStatement':
      return node.left
    case 'UpdateExpression':
      return node.argument
    case 'UnaryExpression':
      return node.operator === 'delete' ? node.argument : undefined
    case 'CallExpression': {
      const callee = node.callee as Fields
      if (callee.type !== 'MemberExpression' || !isNode(callee.property)) return undefined
      const name = callee.property.name ?? callee.property.value
      return inPlace.includes(String(name)) ? callee.object : undefined
    }
    default:
      return undefined
  }
}

/** Whatever their scope, and also those that only help to find the place. */
export function writtenNames(root: Node): ReadonlySet<string> {
  const names = new Set<string>()
  walk(root, node => {
    const target = targetOf(node)
    if (!isNode(target)) return
    // A loop that declares its variable writes to that one alone.
    if (target.type === 'VariableDeclaration') return
    for (const name of referencesIn(target)) names.add(name)
  })
  return names
}
