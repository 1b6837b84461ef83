/** Publishes the keys that quotes are signed with, so that anyone can prove what was promised. */

import { publicKeys } from '@wattline/billing'
import type { FastifyInstance } from 'fastify'
import type { DataSource } from 'typeorm'

export const keysPath = '/.well-known/jwks.json'

/** A JWK set (RFC 7517) of every key there ever was, the latest first; open to all. */
export function addKeysRoute(app: FastifyInstance, db: DataSource): void {
  app.get(keysPath, async (_request, reply) => {
    const keys = await publicKeys(db)
    return reply
      .header('content-type', 'application/jwk-set+json')
      .header('cache-control', 'public, max-age=300')
      .send(JSON.stringify({ keys }))
  })
}
