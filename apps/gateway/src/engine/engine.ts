/**
 * Answers GraphQL operations, however they came in: the same checks, the same execution, the same
 * errors.
 */

import { Refusal } from '@wattline/billing'
import {
  type DocumentNode,
  type ExecutionResult,
  execute as executePlainly,
  GraphQLError,
  type GraphQLSchema,
  parse,
  specifiedRules,
  subscribe as subscribePlainly,
  type ValidationRule,
  validate,
} from 'graphql'

import { rolesFor } from '../access/authorities.js'
import { type ReportTrouble, refuse, showErrors, showRefusal } from '../refusals/show-error.js'
import { BoundedMap } from './bounded-map.js'
import type { GatewayContext } from './context.js'
import { costAtMost } from './cost.js'
import { documentCharactersAtMost, documentTokensAtMost, limitRules } from './limits.js'
import { type PreparedOperation, preparerFor } from './prepare.js'

export interface Operation {
  /** Parsed with its locations: its text is what prepared operations are remembered by. */
  readonly document: DocumentNode
  readonly operationName?: string | null
  readonly variables?: Readonly<Record<string, unknown>> | null
  readonly context: GatewayContext
}

export interface Engine {
  readonly schema: GraphQLSchema
  /** Parses and validates a document, or gives what is wrong with it. Documents are remembered. */
  read(source: string): DocumentNode | readonly GraphQLError[]
  /** Checks authority and cost, then runs a query or a mutation. Errors are safe to send. */
  execute(operation: Operation): Promise<ExecutionResult>
  /** The same for a subscription. */
  subscribe(operation: Operation): Promise<AsyncIterableIterator<ExecutionResult> | ExecutionResult>
}

export interface EngineOptions {
  readonly schema: GraphQLSchema
  readonly report: ReportTrouble
  /** False runs everything by graphql-js: what the compiled answers are compared with. */
  readonly compiles?: boolean
  readonly moreRules?: readonly ValidationRule[]
}

const documentsRemembered = 500

export function createEngine(options: EngineOptions): Engine {
  const { schema, report, compiles = true, moreRules = [] } = options
  const prepare = preparerFor(schema)
  const rules = [...specifiedRules, ...limitRules, ...moreRules]
  const documents = new BoundedMap<string, DocumentNode>(documentsRemembered)

  return {
    schema,
    read(source) {
      const known = documents.get(source)
      if (known) return known
      const read = readDocument(schema, source, rules)
      if (!Array.isArray(read)) documents.set(source, read as DocumentNode)
      return read
    },
    async execute(operation) {
      const prepared = prepare(operation.document, operation.operationName)
      const forbidden = forbid(prepared, operation)
      if (forbidden) return { errors: [forbidden] }
      if (prepared?.rootType === 'Subscription') return { errors: [refuse('NEEDS_WEBSOCKET')] }
      const query = compiles ? prepared?.compiled() : undefined
      return shown(await run(schema, query, operation), report)
    },
    async subscribe(operation) {
      const forbidden = forbid(prepare(operation.document, operation.operationName), operation)
      if (forbidden) return { errors: [forbidden] }
      const events = await subscribePlainly({ schema, ...argumentsOf(operation) })
      return Symbol.asyncIterator in events ? showEach(events, report) : shown(events, report)
    },
  }
}

function readDocument(
  schema: GraphQLSchema,
  source: string,
  rules: readonly ValidationRule[],
): DocumentNode | readonly GraphQLError[] {
  if (source.length > documentCharactersAtMost) return [refuse('DOCUMENT_TOO_LONG')]
  try {
    const document = parse(source, { maxTokens: documentTokensAtMost })
    const faults = validate(schema, document, rules)
    if (faults.length === 0) return document
    return faults.map(fault => withCode(fault, 'GRAPHQL_VALIDATION_FAILED'))
  } catch (error) {
    if (error instanceof GraphQLError) return [withCode(error, 'GRAPHQL_PARSE_FAILED')]
    throw error
  }
}

function withCode({ message, nodes, source, positions }: GraphQLError, code: string): GraphQLError {
  return new GraphQLError(message, { nodes, source, positions, extensions: { code } })
}

/** What forbids the operation, by authority or cost. */
function forbid(
  prepared: PreparedOperation | undefined,
  { context, variables }: Operation,
): GraphQLError | undefined {
  if (!prepared) return refuse('OPERATION_UNKNOWN')
  const { rootType, rootFields } = prepared
  const role = context.authority?.role
  if (rootFields.length > 0 && !role) return refuse('KEY_MISSING')
  for (const field of rootFields) {
    const allowed = rolesFor(rootType, field) ?? []
    if (role && allowed.includes(role)) continue
    return showRefusal(new Refusal('role-insufficient', { role, field, allowed }))
  }
  const cost = prepared.cost(variables ?? {})
  return cost > costAtMost ? refuse('TOO_COSTLY', { cost, most: costAtMost }) : undefined
}

async function run(
  schema: GraphQLSchema,
  compiled: ReturnType<PreparedOperation['compiled']> | undefined,
  operation: Operation,
): Promise<ExecutionResult> {
  if (compiled) return compiled(undefined, operation.context, operation.variables ?? {})
  return executePlainly({ schema, ...argumentsOf(operation) })
}

function argumentsOf({ document, operationName, variables, context }: Operation) {
  return {
    document,
    operationName: operationName ?? null,
    variableValues: variables ?? {},
    contextValue: context,
  }
}

function shown(result: ExecutionResult, report: ReportTrouble): ExecutionResult {
  return result.errors ? { ...result, errors: showErrors(result.errors, report) } : result
}

/**
 * Passes events on with their errors made safe; ending it ends the source at once, also between two
 * events.
 */
function showEach(
  events: AsyncGenerator<ExecutionResult, void, void>,
  report: ReportTrouble,
): AsyncIterableIterator<ExecutionResult> {
  return {
    async next() {
      const event = await events.next()
      return event.done ? event : { done: false, value: shown(event.value, report) }
    },
    async return() {
      return events.return()
    },
    [Symbol.asyncIterator]() {
      return this
    },
  }
}
