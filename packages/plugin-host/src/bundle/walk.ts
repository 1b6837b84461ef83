/** Walks a syntax tree from the top, each node before its children and with its parent at hand. */

import type { Node } from 'acorn'

/** A node whose fields may be asked for by name, whatever its type. */
export type Fields = Node & Readonly<Record<string, unknown>>

export const isNode = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && typeof (value as Node).type === 'string'

/**
 * A list of its own instead of recursion, so that a deeply nested bundle cannot overflow the stack.
 * Below a node of which `see` answers `false`, nothing is seen.
 */
export function walk(root: Node, see: (node: Fields, parent?: Fields) => unknown): void {
  const open: { node: Fields; parent?: Fields }[] = [{ node: root as Fields }]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { node, parent } = next
    if (see(node, parent) === false) continue
    const children = Object.values(node).flat().filter(isNode)
    for (const child of children.reverse()) open.push({ node: child, parent: node })
  }
}
