/** Chooses loopback ports, keeping to the one used last time so that clients can reconnect. */

import { readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'

/** Whether nothing listens on this loopback port. */
export async function isFreePort(port: number): Promise<boolean> {
  return (await listenOnce(port)) !== undefined
}

/** The first of the wanted ports that is free, else one the system picks. */
export async function choosePort(wanted: readonly (number | undefined)[]): Promise<number> {
  for (const port of wanted) {
    if (port !== undefined && port > 0 && (await isFreePort(port))) return port
  }
  const port = await listenOnce(0)
  if (port === undefined) throw new Error('No free port could be had on 127.0.0.1.')
  return port
}

/** The port kept in a file, or undefined when there is none. */
export function rememberedPort(file: string): number | undefined {
  try {
    const port = Number(readFileSync(file, 'utf8').trim())
    return Number.isInteger(port) && port > 0 && port < 65_536 ? port : undefined
  } catch {
    return undefined
  }
}

/** Keeps a port for the next start. */
export function rememberPort(file: string, port: number): void {
  writeFileSync(file, `${port}\n`)
}

function listenOnce(port: number): Promise<number | undefined> {
  return new Promise(resolve => {
    const server = createServer()
    server.once('error', () => resolve(undefined))
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      const address = server.address()
      const bound = typeof address === 'object' && address ? address.port : undefined
      server.close(() => resolve(bound))
    })
  })
}
