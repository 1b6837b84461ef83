/**
 * GraphQL over WebSockets (graphql-transport-ws): the same keys, limits, engine and errors as over
 * HTTP.
 */

import type { Server } from 'node:http'

import { Refusal } from '@wattline/billing'
import type { ExecutionArgs, ExecutionResult, GraphQLError, GraphQLFormattedError } from 'graphql'
import type { SubscribePayload } from 'graphql-ws'
import { useServer as serveSockets } from 'graphql-ws/use/ws'
import { WebSocketServer } from 'ws'

import type { GatewayContext } from '../engine/context.js'
import type { Operation } from '../engine/engine.js'
import { graphqlPath, operationBytesAtMost } from './graphql-route.js'
import { admit, authorise, type Connection, type SocketOptions } from './socket-admission.js'

const keepAliveMs = 12_000

/** Serves WebSockets on the HTTP server's own port. Returns what closes them all. */
export function addSockets(server: Server, options: SocketOptions): () => Promise<void> {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: operationBytesAtMost })
  server.on('upgrade', (request, socket, head) => {
    if (request.url?.split('?')[0] !== graphqlPath) {
      socket.end('HTTP/1.1 404 Not Found\r\n\r\n')
      return
    }
    sockets.handleUpgrade(request, socket, head, opened => {
      sockets.emit('connection', opened, request)
    })
  })
  const served = serveSockets(handlers(options), sockets, keepAliveMs)
  return async () => {
    await served.dispose()
  }
}

function handlers(options: SocketOptions) {
  const { engine } = options
  return {
    onConnect: async (connection: Connection): Promise<boolean> => {
      try {
        await authorise(options, connection)
        return true
      } catch (error) {
        if (error instanceof Refusal) return false
        throw error
      }
    },
    onSubscribe: (connection: Connection, _id: string, payload: SubscribePayload) =>
      admit(options, connection, payload),
    execute: (args: ExecutionArgs) => engine.execute(operationOf(args)),
    subscribe: (args: ExecutionArgs) => engine.subscribe(operationOf(args)),
    onNext: (...[, , , , result]: [unknown, unknown, unknown, unknown, ExecutionResult]) => ({
      ...result,
      ...(result.errors && { errors: result.errors.map(withoutHttp) }),
    }),
    onError: (...[, , , errors]: [unknown, unknown, unknown, readonly GraphQLError[]]) =>
      errors.map(withoutHttp),
  }
}

function operationOf(args: ExecutionArgs): Operation {
  return {
    document: args.document,
    operationName: args.operationName ?? null,
    variables: args.variableValues ?? null,
    context: args.contextValue as GatewayContext,
  }
}

/** A status of HTTP means nothing here. */
function withoutHttp(error: GraphQLError): GraphQLFormattedError {
  const { http: _, ...extensions } = error.extensions
  return { ...error.toJSON(), extensions }
}
