/** Parses a bundle as the one ES module it must be, and finds the single thing it exports. */

import {
  type ExportDefaultDeclaration,
  type ExportNamedDeclaration,
  type Node,
  type Program,
  parse,
} from 'acorn'

/**
 * Something that keeps a bundle from being published or loaded. Lines count from 1, columns from 1.
 */
export interface BundleFault {
  readonly line: number
  readonly column: number
  readonly message: string
}

/** A bundle above this is refused, in characters. */
export const maxBundleCharacters = 262_144

export interface ParsedBundle {
  readonly program: Program
  readonly comments: readonly { readonly start: number; readonly end: number }[]
}

/** The syntax tree, or the one fault that keeps it from being read. */
export function parseBundle(bundle: string): ParsedBundle | BundleFault {
  if (bundle.length > maxBundleCharacters) {
    const message = `the bundle must be at most ${maxBundleCharacters} characters`
    return { line: 1, column: 1, message }
  }
  const comments: { start: number; end: number }[] = []
  try {
    const program = parse(bundle, {
      ecmaVersion: 2022,
      sourceType: 'module',
      locations: true,
      onComment: (_isBlock, _text, start, end) => comments.push({ start, end }),
    })
    return { program, comments }
  } catch (thrown) {
    if (!(thrown instanceof SyntaxError)) throw thrown
    const { loc } = thrown as SyntaxError & { loc?: { line: number; column: number } }
    const message = thrown.message.replace(/ \(\d+:\d+\)$/, '')
    return { line: loc?.line ?? 1, column: (loc?.column ?? 0) + 1, message }
  }
}

export function placeOf(node: Node): { line: number; column: number } {
  return { line: node.loc?.start.line ?? 1, column: (node.loc?.start.column ?? 0) + 1 }
}

/** The default export: the name it has inside, or the statement that declares it in place. */
export type DefaultExport =
  | { readonly local: string; readonly statement: ExportNamedDeclaration }
  | { readonly statement: ExportDefaultDeclaration }

export function defaultExportOf(program: Program): DefaultExport | undefined {
  for (const statement of program.body) {
    if (statement.type === 'ExportDefaultDeclaration') return { statement }
    if (statement.type !== 'ExportNamedDeclaration') continue
    for (const { exported, local } of statement.specifiers) {
      const isDefault = exported.type === 'Identifier' && exported.name === 'default'
      if (isDefault && local.type === 'Identifier') return { local: local.name, statement }
    }
  }
  return undefined
}
