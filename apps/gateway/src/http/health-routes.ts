/** Tells whether the process lives, and whether it can serve. */

import type { FastifyInstance } from 'fastify'
import type { DataSource } from 'typeorm'

/** `/health`: the process answers. `/ready`: so does the database. */
export function addHealthRoutes(app: FastifyInstance, db: DataSource): void {
  app.get('/health', async () => ({ status: 'ok' }))
  app.get('/ready', async (_request, reply) => {
    try {
      await db.query('select 1')
      return { status: 'ok' }
    } catch {
      return reply.code(503).send({ status: 'the database does not answer' })
    }
  })
}
