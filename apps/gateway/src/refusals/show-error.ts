/**
 * Turns whatever an operation threw into the GraphQL error a partner may see: refusal, bad input,
 * weather or bug.
 */

import { Refusal } from '@wattline/billing'
import { sqlState } from '@wattline/database'
import { GraphQLError } from 'graphql'

import { type GatewayRefusalCode, gatewayRefusals, shownRefusals } from './codes.js'

/** Takes a bug or weather to the log and returns the id it can be found by. */
export type ReportTrouble = (error: unknown) => string

/** A refusal of the gateway's own. */
export function refuse(code: GatewayRefusalCode, details?: Record<string, unknown>): GraphQLError {
  const { httpStatus, message } = gatewayRefusals[code]
  return new GraphQLError(message, {
    extensions: { code, http: { status: httpStatus }, ...(details && { details }) },
  })
}

/** The core's refusal as a GraphQL error. */
export function showRefusal(refusal: Refusal, path?: GraphQLError['path']): GraphQLError {
  const shown: { code: string; httpStatus?: number } = shownRefusals[refusal.code]
  return new GraphQLError(refusal.message, {
    path,
    extensions: {
      code: shown.code,
      details: refusal.details,
      ...(shown.httpStatus && { http: { status: shown.httpStatus } }),
    },
  })
}

/** The errors of one execution, safe to send. */
export function showErrors(
  errors: readonly GraphQLError[],
  report: ReportTrouble,
): readonly GraphQLError[] {
  return errors.map(error => showError(error, report))
}

function showError(error: GraphQLError, report: ReportTrouble): GraphQLError {
  if (!error.path) return showInputError(error)
  const cause = rootOf(error)
  if (cause instanceof Refusal) return showRefusal(cause, error.path)
  if (cause instanceof GraphQLError && hasCode(cause)) {
    return new GraphQLError(cause.message, { path: error.path, extensions: cause.extensions })
  }
  const code = isWeather(cause) ? 'UNAVAILABLE' : 'INTERNAL'
  const { message } = gatewayRefusals[code]
  const http =
    code === 'UNAVAILABLE' ? { status: gatewayRefusals.UNAVAILABLE.httpStatus } : undefined
  return new GraphQLError(message, {
    path: error.path,
    extensions: { code, errorId: report(cause), ...(http && { http }) },
  })
}

/**
 * An error without a path arose before any field ran: variables that do not fit, or a code of our
 * own.
 */
function showInputError(error: GraphQLError): GraphQLError {
  if (hasCode(error)) return error
  const reason = error.originalError?.message
  const message =
    reason && !error.message.includes(reason) ? `${error.message} ${reason}` : error.message
  return new GraphQLError(message, {
    extensions: {
      code: 'BAD_USER_INPUT',
      http: { status: gatewayRefusals.BAD_USER_INPUT.httpStatus },
    },
  })
}

/** graphql-jit leaves out the extensions that graphql-js always has. */
function hasCode({ extensions }: Partial<GraphQLError>): boolean {
  return typeof extensions?.code === 'string'
}

function rootOf(error: GraphQLError): unknown {
  let cause: unknown = error
  while (cause instanceof GraphQLError && cause.originalError) cause = cause.originalError
  return cause
}

// PostgreSQL classes: connection exception, insufficient resources, operator intervention.
const weatherClasses = ['08', '53', '57']
const weatherCodes = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND'])

/** Whether the database was out of reach: trying again may well succeed. */
export function isWeather(error: unknown): boolean {
  const state = sqlState(error)
  if (state !== undefined) {
    return weatherCodes.has(state) || weatherClasses.some(prefix => state.startsWith(prefix))
  }
  // node-postgres gives no code when a connection ends under a query.
  return error instanceof Error && /connection.*(terminated|ended|timeout)/i.test(error.message)
}
