/** What an operation may cost: about how many objects it reads, by the list sizes it asks for. */

import {
  type DocumentNode,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isCompositeType,
  isListType,
  Kind,
  type OperationDefinitionNode,
  type TypeNode,
} from 'graphql'
import { type ComplexityEstimatorArgs, getComplexity } from 'graphql-query-complexity'

import { pageSizeOf } from '../paging/page-size.js'
import { BoundedMap } from './bounded-map.js'

/** Objects one operation may read. */
export const costAtMost = 5000
/** How long a list without a size of its own is taken to be: lines, readings, taxes. */
const usualListLength = 5

/**
 * Each object counts one, times the lengths of the lists around it; a field may declare what it
 * counts itself.
 */
function estimate({ field, args, childComplexity }: ComplexityEstimatorArgs): number {
  const own: unknown = field.extensions.complexity
  if (typeof own === 'number') return own + childComplexity
  const type = getNullableType(field.type)
  if (!isCompositeType(getNamedType(type))) return 0
  if (field.args.some(({ name }) => name === 'first')) return 1 + pageSizeOf(args) * childComplexity
  return isListType(type) ? usualListLength * (1 + childComplexity) : 1 + childComplexity
}

export type CostOf = (variables: Readonly<Record<string, unknown>>) => number

/** Types of the variables that can change a cost: list sizes, and what directives leave out. */
const sizing = new Set(['Int', 'Boolean'])
const costsRemembered = 16

/**
 * Prepares the cost of one operation. It is reckoned once for each set of sizes, so that a repeated
 * operation costs a look-up.
 */
export function costOf(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): CostOf {
  const fragments = document.definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION)
  const query: DocumentNode = { kind: Kind.DOCUMENT, definitions: [operation, ...fragments] }
  const sizes = (operation.variableDefinitions ?? [])
    .filter(({ type }) => sizing.has(nameOf(type)))
    .map(({ variable }) => variable.name.value)
  const known = new BoundedMap<string, number>(costsRemembered)
  return variables => {
    const key = sizes.map(name => sizeIn(variables[name])).join()
    const remembered = known.get(key)
    if (remembered !== undefined) return remembered
    const cost = reckon(schema, query, variables)
    if (cost === undefined) return 0
    known.set(key, cost)
    return cost
  }
}

/** Undefined for variables that do not fit: the executor refuses them, with its reasons. */
function reckon(
  schema: GraphQLSchema,
  query: DocumentNode,
  variables: Readonly<Record<string, unknown>>,
): number | undefined {
  try {
    return getComplexity({ schema, query, variables: { ...variables }, estimators: [estimate] })
  } catch (error) {
    const isBomb = error instanceof Error && error.message.includes('number of nodes')
    return isBomb ? Number.POSITIVE_INFINITY : undefined
  }
}

function sizeIn(value: unknown): string {
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : ''
}

function nameOf(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : nameOf(type.type)
}
