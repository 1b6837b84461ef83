/** GraphQL over HTTP: Apollo Server on Fastify, with our engine as its executor. */

import { ApolloServer, type ApolloServerOptions } from '@apollo/server'
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled'
import { ApolloServerPluginDrainHttpServer } from '@apollo/server/plugin/drainHttpServer'
import { fastifyApolloHandler } from '@as-integrations/fastify'
import { Refusal } from '@wattline/billing'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { GraphQLError } from 'graphql'

import { bearerOf } from '../access/bearer.js'
import type { RateLimit } from '../access/rate-limit.js'
import type { GatewayContext, Services } from '../engine/context.js'
import type { Engine } from '../engine/engine.js'
import { documentCharactersAtMost, documentTokensAtMost, limitRules } from '../engine/limits.js'
import { gatewayRefusals } from '../refusals/codes.js'
import { isWeather, type ReportTrouble, refuse, showRefusal } from '../refusals/show-error.js'

export const graphqlPath = '/graphql'
/** A tariff with many elements fits; more is a mistake. Where operations come one by one. */
export const operationBytesAtMost = 512 * 1024
/** A whole plugin fits, with its golden tests and its source map as text in JSON. */
const requestBytesAtMost = 4 * 1024 * 1024

export interface GraphqlRouteOptions {
  readonly engine: Engine
  readonly services: Services
  readonly rateLimit: RateLimit
  readonly report: ReportTrouble
  readonly isDevelopment: boolean
}

/**
 * Adds the route and starts Apollo; what it returns stops Apollo, which drains the HTTP server
 * first.
 */
export async function addGraphqlRoute(
  app: FastifyInstance,
  options: GraphqlRouteOptions,
): Promise<() => Promise<void>> {
  const apollo = new ApolloServer<GatewayContext>(apolloOptions(app, options))
  await apollo.start()
  const contexts = new WeakMap<FastifyRequest, GatewayContext>()
  const handle = fastifyApolloHandler(apollo, {
    context: async request => contexts.get(request) ?? contextOf(options.services, null),
  })
  app.route({
    method: ['GET', 'POST'],
    url: graphqlPath,
    bodyLimit: requestBytesAtMost,
    async handler(request, reply) {
      const admitted = await admit(request, options)
      if ('refused' in admitted) return sendRefusal(reply, admitted)
      contexts.set(request, admitted.context)
      return handle.call(app, request, reply)
    },
  })
  return () => apollo.stop()
}

function apolloOptions(
  app: FastifyInstance,
  { engine, report, isDevelopment }: GraphqlRouteOptions,
): ApolloServerOptions<GatewayContext> {
  return {
    // The door Apollo has for an executor of one's own.
    gateway: {
      onSchemaLoadOrUpdate(loaded) {
        loaded({ apiSchema: engine.schema, coreSupergraphSdl: '' })
        return () => undefined
      },
      load: async () => ({
        executor: ({ document, request, context }) =>
          engine.execute({
            document,
            operationName: request.operationName ?? null,
            variables: request.variables ?? null,
            context: context as GatewayContext,
          }),
      }),
      stop: async () => undefined,
    },
    introspection: isDevelopment,
    hideSchemaDetailsFromClientErrors: !isDevelopment,
    includeStacktraceInErrorResponses: false,
    validationRules: [...limitRules],
    parseOptions: { maxTokens: documentTokensAtMost },
    persistedQueries: false,
    stopOnTerminationSignals: false,
    formatError(shown, error) {
      if (shown.extensions?.code !== 'INTERNAL_SERVER_ERROR') return shown
      const { message } = gatewayRefusals.INTERNAL
      return { message, extensions: { code: 'INTERNAL', errorId: report(error) } }
    },
    plugins: [
      ApolloServerPluginDrainHttpServer({ httpServer: app.server }),
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
    ],
  }
}

type Admitted =
  | { readonly context: GatewayContext }
  | { readonly refused: GraphQLError; readonly retryAfterMs?: number }

/**
 * Lets a request in: its key is known, it does not ask too often, and its document is short enough
 * to be read.
 */
async function admit(
  request: FastifyRequest,
  { services, rateLimit, report }: GraphqlRouteOptions,
): Promise<Admitted> {
  const secret = bearerOf(request.headers.authorization)
  // Without a key only introspection is answered, and in production not even that.
  if (secret === undefined) return { context: contextOf(services, null) }
  if (isTooLong(request.body)) return { refused: refuse('DOCUMENT_TOO_LONG') }
  try {
    const authority = await services.keyring.authorityOf(secret)
    const retryAfterMs = rateLimit.waitMs(authority.keyId)
    if (retryAfterMs > 0) return { refused: refuse('RATE_LIMITED', { retryAfterMs }), retryAfterMs }
    return { context: contextOf(services, authority) }
  } catch (error) {
    if (error instanceof Refusal) return { refused: showRefusal(error) }
    const errorId = report(error)
    return { refused: refuse(isWeather(error) ? 'UNAVAILABLE' : 'INTERNAL', { errorId }) }
  }
}

function contextOf(services: Services, authority: GatewayContext['authority']): GatewayContext {
  return {
    services,
    authority,
    async reauthorise() {
      if (!authority) throw refuse('KEY_MISSING')
      return authority
    },
  }
}

function isTooLong(body: unknown): boolean {
  if (typeof body !== 'object' || body === null || !('query' in body)) return false
  return typeof body.query === 'string' && body.query.length > documentCharactersAtMost
}

function sendRefusal(
  reply: FastifyReply,
  { refused, retryAfterMs }: { readonly refused: GraphQLError; readonly retryAfterMs?: number },
): FastifyReply {
  const { http, ...extensions } = refused.extensions
  const { status = 400 } = (http ?? {}) as { status?: number }
  if (status === 401) reply.header('www-authenticate', 'Bearer')
  if (retryAfterMs) reply.header('retry-after', Math.ceil(retryAfterMs / 1000))
  return reply.code(status).send({ errors: [{ message: refused.message, extensions }] })
}
