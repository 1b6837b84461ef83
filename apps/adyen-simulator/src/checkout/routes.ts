/** The paths of Adyen's Checkout API that are simulated, and who may call them. */

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

import type { Operation } from '../faults/rule.js'
import { refusal } from './acquirer.js'
import { refuse } from './error.js'
import { readCall, type Service, serveCall } from './serve.js'

/** Test addresses carry the bare version, live ones `/checkout` before it. */
const prefixes = ['/v72', '/checkout/v72', '/v71', '/checkout/v71']

type Method = 'GET' | 'POST' | 'DELETE'

const paths: readonly (readonly [Method, string, Operation])[] = [
  ['POST', '/payments', 'payments'],
  ['POST', '/payments/:id/captures', 'captures'],
  ['POST', '/payments/:id/cancels', 'cancels'],
  ['POST', '/payments/:id/refunds', 'refunds'],
  ['POST', '/payments/:id/reversals', 'reversals'],
  ['POST', '/payments/:id/amountUpdates', 'amountUpdates'],
  ['POST', '/cancels', 'technicalCancels'],
  ['GET', '/storedPaymentMethods', 'storedPaymentMethods'],
  ['DELETE', '/storedPaymentMethods/:id', 'storedPaymentMethods'],
]

export function addCheckoutRoutes(
  app: FastifyInstance,
  service: Service,
  apiKeys: readonly string[],
): void {
  const known = new Set(apiKeys)
  for (const prefix of prefixes) {
    for (const [method, path, op] of paths) {
      app.route({
        method,
        url: prefix + path,
        handler: (request, reply) => {
          if (!known.has(String(request.headers['x-api-key']))) return refuseKey(reply)
          return serveCall(service, readCall(op, request), reply)
        },
      })
    }
  }
}

/** Names the path that is missing, so that a wrong address is found at once. */
export function answerUnknownPath(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { status, text } = refusal(refuse.unknownPath(`${request.method} ${request.url}`))
  return reply.code(status).type('application/json').send(text)
}

function refuseKey(reply: FastifyReply): FastifyReply {
  const { status, text } = refusal(refuse.unauthorised())
  return reply.code(status).type('application/json').send(text)
}
