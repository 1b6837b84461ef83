/** Lets other commands find the Wattline that runs on this checkout. */

import { readFileSync, rmSync } from 'node:fs'

import type { DatabaseUrls } from '@wattline/database'
import { isAlive, ownIdentity } from '@wattline/embedded'

import { writePrivately } from './state-folder.js'

/** Where the parts of a running Wattline are reached, and with which secrets. */
export interface Addresses {
  readonly gatewayUrl: string
  readonly simulatorUrl: string
  readonly simulatorApiKey: string
  /** They hold the roles' passwords. */
  readonly databaseUrls: DatabaseUrls
}

interface Running extends Addresses {
  /** The launcher's identity, `pid@start`. */
  readonly launcher: string
}

/** Says that this process runs Wattline at these addresses. */
export function writeRunning(file: string, addresses: Addresses): void {
  const running: Running = { launcher: ownIdentity(), ...addresses }
  writePrivately(file, running)
}

/** The addresses of a Wattline whose launcher lives; undefined when there is none. */
export function readRunning(file: string): (Addresses & { readonly pid: number }) | undefined {
  try {
    const { launcher, ...addresses } = JSON.parse(readFileSync(file, 'utf8')) as Running
    if (!isAlive(launcher)) return undefined
    return { ...addresses, pid: Number.parseInt(launcher, 10) }
  } catch {
    return undefined
  }
}

/** Takes the word back, once everything has stopped. */
export function removeRunning(file: string): void {
  rmSync(file, { force: true })
}
