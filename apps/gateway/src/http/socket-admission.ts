/** Lets WebSocket connections and their operations in, by the rules of HTTP. */

import { type Authority, Refusal } from '@wattline/billing'
import type { ExecutionArgs, GraphQLError } from 'graphql'
import type { SubscribePayload } from 'graphql-ws'
import type { Extra } from 'graphql-ws/use/ws'

import { bearerOf } from '../access/bearer.js'
import type { RateLimit } from '../access/rate-limit.js'
import type { GatewayContext, Services } from '../engine/context.js'
import type { Engine } from '../engine/engine.js'
import { shownRefusals } from '../refusals/codes.js'
import { refuse } from '../refusals/show-error.js'

export interface SocketOptions {
  readonly engine: Engine
  readonly services: Services
  readonly rateLimit: RateLimit
}

/** One socket, as graphql-ws knows it. */
export interface Connection {
  readonly connectionParams?: Readonly<Record<string, unknown>>
  readonly subscriptions: Readonly<Record<string, unknown>>
  readonly extra: Extra
}

const subscriptionsPerSocket = 100
/** graphql-transport-ws: the connection is not allowed. */
const closeForbidden = 4403

/**
 * The authority of the connection's key as it is now.
 *
 * @throws Refusal of the key, which ends the whole connection with the code it is refused by
 */
export async function authorise(
  { services }: SocketOptions,
  connection: Connection,
): Promise<Authority> {
  try {
    return await services.keyring.authorityOf(secretOf(connection))
  } catch (error) {
    if (error instanceof Refusal) {
      connection.extra.socket.close(closeForbidden, shownRefusals[error.code].code)
    }
    throw error
  }
}

/** What is to be run for a message, or why it is not. */
export async function admit(
  options: SocketOptions,
  connection: Connection,
  payload: SubscribePayload,
): Promise<ExecutionArgs | readonly GraphQLError[]> {
  const { engine, services, rateLimit } = options
  const authority = await authorise(options, connection)
  const retryAfterMs = rateLimit.waitMs(authority.keyId)
  if (retryAfterMs > 0) return [refuse('RATE_LIMITED', { retryAfterMs })]
  if (Object.keys(connection.subscriptions).length > subscriptionsPerSocket) {
    return [refuse('TOO_MANY_SUBSCRIPTIONS')]
  }
  const document = engine.read(payload.query)
  if (!('kind' in document)) return document
  const context: GatewayContext = {
    services,
    authority,
    reauthorise: () => authorise(options, connection),
  }
  return {
    schema: engine.schema,
    document,
    operationName: payload.operationName ?? null,
    variableValues: payload.variables ?? {},
    contextValue: context,
  }
}

function secretOf({ connectionParams }: Connection): string {
  const { authorization, Authorization } = connectionParams ?? {}
  return bearerOf(authorization ?? Authorization) ?? ''
}
