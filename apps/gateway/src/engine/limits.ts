/**
 * Limits of a GraphQL document that no variable changes: checked once per document, as validation
 * rules.
 */

import {
  type ASTVisitor,
  type FieldNode,
  GraphQLError,
  Kind,
  type SelectionSetNode,
  type ValidationContext,
  type ValidationRule,
} from 'graphql'

/** Characters of a document. */
export const documentCharactersAtMost = 20_000
/** Tokens of a document: the parser stops there. */
export const documentTokensAtMost = 4000
const depthAtMost = 14
const aliasesAtMost = 30

/** Refuses selections nested deeper than any sensible question about a bill. */
export function limitDepth(context: ValidationContext): ASTVisitor {
  return {
    OperationDefinition(node) {
      const depth = depthOf(context, node.selectionSet, new Set())
      if (depth <= depthAtMost) return
      const message = `The operation nests ${depth} fields deep; ${depthAtMost} are allowed.`
      context.reportError(new GraphQLError(message, { nodes: node }))
    },
  }
}

/** Refuses asking for the same thing again and again under other names. */
export function limitAliases(context: ValidationContext): ASTVisitor {
  let aliases = 0
  return {
    Field(node) {
      if (node.alias) aliases += 1
    },
    Document: {
      leave(node) {
        if (aliases <= aliasesAtMost) return
        const message = `The document has ${aliases} aliases; ${aliasesAtMost} are allowed.`
        context.reportError(new GraphQLError(message, { nodes: node }))
      },
    },
  }
}

export const limitRules: readonly ValidationRule[] = [limitDepth, limitAliases]

/** Introspection is deep by nature and reads no data. */
export function isIntrospection(field: FieldNode): boolean {
  return field.name.value.startsWith('__')
}

/** A fragment inside itself is the business of another rule: here it ends the way. */
function depthOf(
  context: ValidationContext,
  selectionSet: SelectionSetNode,
  open: ReadonlySet<string>,
): number {
  let deepest = 0
  for (const selection of selectionSet.selections) {
    if (selection.kind === Kind.FIELD) {
      if (isIntrospection(selection)) continue
      const below = selection.selectionSet ? depthOf(context, selection.selectionSet, open) : 0
      deepest = Math.max(deepest, 1 + below)
    } else if (selection.kind === Kind.INLINE_FRAGMENT) {
      deepest = Math.max(deepest, depthOf(context, selection.selectionSet, open))
    } else {
      const name = selection.name.value
      const fragment = context.getFragment(name)
      if (!fragment || open.has(name)) continue
      const within = new Set(open).add(name)
      deepest = Math.max(deepest, depthOf(context, fragment.selectionSet, within))
    }
    // Deep enough to be refused: fragments of fragments need not be followed to their end.
    if (deepest > depthAtMost * 2) return deepest
  }
  return deepest
}
