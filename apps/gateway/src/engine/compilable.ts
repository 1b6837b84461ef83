/**
 * Tells which operations graphql-jit 0.8.9 answers exactly as graphql-js does; the others run
 * plainly.
 */

import {
  type ASTNode,
  type DocumentNode,
  type GraphQLSchema,
  getNamedType,
  isScalarType,
  isSpecifiedScalarType,
  Kind,
  type OperationDefinitionNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql'

const literals = new Set<ASTNode['kind']>([
  Kind.INT,
  Kind.FLOAT,
  Kind.STRING,
  Kind.BOOLEAN,
  Kind.OBJECT,
  Kind.LIST,
])

/**
 * Two things it gets wrong: it asks for variables that are required and have a default (`$size:
 * Int! = 20`), and it passes the literal of a scalar of ours through JSON, where an exact decimal
 * or an instant is lost.
 */
export function isCompilable(
  schema: GraphQLSchema,
  document: DocumentNode,
  { variableDefinitions = [] }: OperationDefinitionNode,
): boolean {
  const asksInVain = variableDefinitions.some(
    ({ type, defaultValue }) => type.kind === Kind.NON_NULL_TYPE && defaultValue,
  )
  return !asksInVain && !hasLiteralOfOurs(schema, document)
}

function hasLiteralOfOurs(schema: GraphQLSchema, document: DocumentNode): boolean {
  const types = new TypeInfo(schema)
  let found = false
  const visitor = {
    enter(node: ASTNode) {
      const type = literals.has(node.kind) ? getNamedType(types.getInputType()) : undefined
      if (isScalarType(type) && !isSpecifiedScalarType(type)) found = true
    },
  }
  visit(document, visitWithTypeInfo(types, visitor))
  return found
}
