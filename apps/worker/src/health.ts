/** Tells whether the worker's loops still turn and whether anything waits too long. */

import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

import type { TurnsHealth } from './turns.js'

export interface WorkerHealth {
  readonly relay: TurnsHealth
  readonly inbox: TurnsHealth
  readonly janitor: TurnsHealth
  /** No bill waits for it: it never makes the worker unhealthy. */
  readonly shadows: TurnsHealth
  /** Events that have waited far longer than their job takes. */
  readonly overdueEvents: number
  /** Payment requests and webhooks whose meaning only a person can find out. */
  readonly needsPerson: number
}

/** Faults in a row after which a loop counts as stuck. */
const tooManyFaults = 5

function isHealthy(health: WorkerHealth): boolean {
  return [health.relay, health.inbox, health.janitor].every(
    loop => loop.faultsInARow < tooManyFaults,
  )
}

/** Answers `GET /health`: 200, or 503 while a loop is stuck; the same facts either way. */
export async function serveHealth(port: number, read: () => WorkerHealth): Promise<Server> {
  const server = createServer((request, response) => {
    if (request.url !== '/health') return void response.writeHead(404).end()
    const health = read()
    response.writeHead(isHealthy(health) ? 200 : 503, { 'content-type': 'application/json' })
    response.end(JSON.stringify(health))
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, resolve)
  })
  return server
}

/** The port it was given by the system. */
export function portOf(server: Server): number {
  return (server.address() as AddressInfo).port
}
