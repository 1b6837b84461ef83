/** Keeps the embedded Postgres of a state folder running, always on the port it first had. */

import { type Postgres, startPostgres } from '@wattline/embedded'

import { type Kept, keepAlive } from './keep-alive.js'

/** A Postgres that is brought back when it dies. */
export interface KeptPostgres extends Kept {
  readonly url: string
}

/**
 * Starts Postgres in `directory` and keeps it running; what was committed survives its death.
 *
 * @param onReturn called each time it is back
 */
export async function keepPostgres(
  directory: string,
  say: (line: string) => void,
  onReturn: () => void,
): Promise<KeptPostgres> {
  let running: Postgres | undefined
  const part = {
    name: 'Postgres',
    async start() {
      // Its clients know this port, so it may not come back on another.
      const samePort = running ? { port: running.port } : {}
      const postgres = await startPostgres({ directory, ...samePort })
      if (running) onReturn()
      running = postgres
      const ended = postgres.exited.then(code => `exit code ${code}`)
      return { ended, stop: () => postgres.stop() }
    },
  }
  const kept = await keepAlive(part, say)
  return { url: running?.url ?? '', stop: () => kept.stop() }
}
