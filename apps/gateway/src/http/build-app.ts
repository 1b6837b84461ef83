/**
 * The HTTP server without its routes: what it logs, and how it answers what is no proper request.
 */

import Fastify, { type FastifyError, type FastifyInstance, LogController } from 'fastify'
import type { Logger } from 'pino'

import { gatewayRefusals } from '../refusals/codes.js'
import { isWeather, type ReportTrouble } from '../refusals/show-error.js'

export function buildApp(log: Logger, report: ReportTrouble): FastifyInstance {
  const app = Fastify({
    loggerInstance: log,
    // Each operation is one line too many at thousands a second; what goes wrong is logged where it
    // does.
    logController: new LogController({ disableRequestLogging: true }),
    forceCloseConnections: 'idle',
    requestTimeout: 30_000,
  }) as unknown as FastifyInstance
  app.setErrorHandler<FastifyError>((error, _request, reply) => {
    const status = error.statusCode ?? 500
    if (status < 500) {
      return reply.code(status).send(errorBody(error.message, { code: 'BAD_REQUEST' }))
    }
    const code = isWeather(error) ? 'UNAVAILABLE' : 'INTERNAL'
    const { httpStatus, message } = gatewayRefusals[code]
    return reply.code(httpStatus).send(errorBody(message, { code, errorId: report(error) }))
  })
  app.setNotFoundHandler((_request, reply) =>
    reply
      .code(404)
      .send(errorBody('There is nothing here. GraphQL is at /graphql.', { code: 'NOT_FOUND' })),
  )
  return app
}

/** As GraphQL answers errors, so that a client reads them one way. */
function errorBody(message: string, extensions: Record<string, unknown>) {
  return { errors: [{ message, extensions }] }
}
