/**
 * Prepares operations once: who may run them, what they cost, and the compiled function that
 * answers them.
 */

import { assert } from '@wattline/units'
import {
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  getOperationAST,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql'
import { type CompiledQuery, compileQuery, isCompiledQuery } from 'graphql-jit'

import { BoundedMap } from './bounded-map.js'
import { isCompilable } from './compilable.js'
import { type CostOf, costOf } from './cost.js'
import { isIntrospection } from './limits.js'

export interface PreparedOperation {
  readonly operation: OperationDefinitionNode
  /** `Query`, `Mutation` or `Subscription`. */
  readonly rootType: string
  /** Names of the root fields it asks for, introspection left out. */
  readonly rootFields: readonly string[]
  readonly cost: CostOf
  /** The compiled function; undefined while the operation is too rare to be worth compiling. */
  compiled(): CompiledQuery['query'] | undefined
}

export type Prepare = (
  document: DocumentNode,
  operationName: string | null | undefined,
) => PreparedOperation | undefined

const operationsRemembered = 500
/**
 * Compiling costs as much as some twenty plain executions, so documents that never come again go
 * without.
 */
const compiledFromUse = 3

/** Undefined is answered for a name that no operation of the document has. */
export function preparerFor(schema: GraphQLSchema): Prepare {
  const prepared = new BoundedMap<string, PreparedOperation>(operationsRemembered)
  return (document, operationName) => {
    const source = document.loc?.source.body
    assert(source !== undefined, 'documents are parsed with their locations')
    // A name cannot contain a line break, so the two parts cannot be confused.
    const key = `${operationName ?? ''}\n${source}`
    const known = prepared.get(key)
    if (known) return known
    const operation = getOperationAST(document, operationName)
    if (!operation) return undefined
    const made = prepareOperation(schema, document, operation)
    prepared.set(key, made)
    return made
  }
}

function prepareOperation(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): PreparedOperation {
  let uses = 0
  let query: CompiledQuery['query'] | undefined
  return {
    operation,
    rootType: schema.getRootType(operation.operation)?.name ?? '',
    rootFields: [...new Set(rootFieldsOf(document, operation.selectionSet))],
    cost: costOf(schema, document, operation),
    compiled() {
      uses += 1
      if (uses === compiledFromUse && isCompilable(schema, document, operation)) {
        const compiled = compileQuery(schema, document, operation.name?.value)
        if (isCompiledQuery(compiled)) query = compiled.query
      }
      return query
    },
  }
}

/** Validation has refused fragments inside themselves before this runs. */
function rootFieldsOf(document: DocumentNode, selectionSet: SelectionSetNode): string[] {
  return selectionSet.selections.flatMap(selection => {
    if (selection.kind === Kind.FIELD)
      return isIntrospection(selection) ? [] : [selection.name.value]
    if (selection.kind === Kind.INLINE_FRAGMENT)
      return rootFieldsOf(document, selection.selectionSet)
    const fragment = fragmentIn(document, selection.name.value)
    return fragment ? rootFieldsOf(document, fragment.selectionSet) : []
  })
}

function fragmentIn(document: DocumentNode, name: string): FragmentDefinitionNode | undefined {
  return document.definitions.find(
    (definition): definition is FragmentDefinitionNode =>
      definition.kind === Kind.FRAGMENT_DEFINITION && definition.name.value === name,
  )
}
