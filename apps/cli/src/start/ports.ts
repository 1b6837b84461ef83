/** Chooses the ports of the local services: those of the last start where they are still free. */

import { readFileSync } from 'node:fs'

import { choosePort, isFreePort } from '@wattline/embedded'

import { writePrivately } from './state-folder.js'

/** The ports a start needs beside Postgres, which remembers its own. */
export interface Ports {
  readonly gateway: number
  readonly simulator: number
}

/** The ports a person expects; a taken one is replaced by a free one and the banner says so. */
export const usualPorts: Ports = { gateway: 4000, simulator: 4010 }

/**
 * The ports of this start, kept in `file` for the next.
 *
 * @param fixedGateway the port somebody asked for by name
 * @throws when that port is taken
 */
export async function keepPorts(
  file: string,
  wished: { readonly usual?: Ports | undefined; readonly fixedGateway?: number | undefined },
): Promise<Ports> {
  const { usual, fixedGateway } = wished
  const known = readPorts(file)
  if (fixedGateway !== undefined && !(await isFreePort(fixedGateway))) {
    throw new Error(`Port ${fixedGateway} is taken by another program: name another one.`)
  }
  const gateway = fixedGateway ?? (await choosePort([known.gateway, usual?.gateway]))
  const simulator = await choosePort(
    [known.simulator, usual?.simulator].filter(port => port !== gateway),
  )
  const ports = { gateway, simulator }
  writePrivately(file, ports)
  return ports
}

function readPorts(file: string): Partial<Ports> {
  try {
    const parsed: unknown = JSON.parse(readFileSync(file, 'utf8'))
    return typeof parsed === 'object' && parsed !== null ? parsed : {}
  } catch {
    return {} // A missing or damaged file costs nothing but other ports.
  }
}
