/**
 * Starts a whole Wattline: Postgres, the Adyen simulator, gateway and worker, kept running until
 * stopped.
 */

import { type DatabaseUrls, prepareDatabase } from '@wattline/database'
import { tryLock } from '@wattline/embedded'

import { type Service, servicePart } from './child.js'
import { type Environments, environmentsOf, gatewayUrlOf, simulatorUrlOf } from './environment.js'
import { type Ends, tryHeldNotices } from './held-notices.js'
import { type Kept, keepAlive, type Part } from './keep-alive.js'
import { keepPorts, type Ports } from './ports.js'
import { keepPostgres } from './postgres-part.js'
import { type Addresses, readRunning, removeRunning, writeRunning } from './running-file.js'
import { fillWithSampleWorld, type SampleWorld } from './sample-world.js'
import { keepSecrets, type Secrets } from './secrets.js'
import { servicesOf } from './services.js'
import {
  explainFullDisk,
  nameStateFolder,
  openStateFolder,
  type StateFolder,
} from './state-folder.js'

/** How to start. */
export interface StackOptions {
  /** The state folder: data, logs, secrets and ports live there and are found again. */
  readonly directory: string
  /** A Postgres to use instead of the embedded one, as a role that may create tables and roles. */
  readonly databaseUrl?: string | undefined
  /** A Redis for the queues; without it they live in Postgres. */
  readonly redisUrl?: string | undefined
  readonly seedSampleWorld?: boolean
  /** Says nothing while it starts; otherwise lines go to `say`, or to the standard output. */
  readonly quiet?: boolean
  readonly say?: (line: string) => void
  /** The ports to try first; without them any free ones. */
  readonly usualPorts?: Ports
  /** The gateway's port; a taken one is refused. */
  readonly gatewayPort?: number | undefined
  /** Gives the start up: what had started is stopped, and the start fails with the reason. */
  readonly signal?: AbortSignal | undefined
}

/** A running Wattline. */
export interface Stack extends Addresses {
  readonly sampleWorld?: SampleWorld | undefined
  /** Stops everything in order; does nothing for one that another process started. */
  stop(): Promise<void>
}

/** A launcher already runs on this state folder. */
export class AlreadyRunning extends Error {
  override readonly name = 'AlreadyRunning'
}

/**
 * Starts everything and resolves when all of it is ready.
 *
 * @throws AlreadyRunning when another process has this state folder; otherwise the first part's
 *   fault, after everything that had started is stopped again.
 */
export function startStack(options: StackOptions): Promise<Stack> {
  return raiseStack(options, servicesOf)
}

/** The Wattline that another process runs on this state folder, if there is one. */
export function findStack(directory: string): Stack | undefined {
  const running = readRunning(nameStateFolder(directory).running)
  return running && { ...running, stop: async () => {} }
}

/** `startStack` with the services named, so that a test can raise others. */
export async function raiseStack(
  options: StackOptions,
  services: (environments: Environments, logFolder: string) => Service[],
): Promise<Stack> {
  const folder = openStateFolder(options.directory)
  const stops: (() => unknown)[] = []
  const stop = () => stopAll(stops)
  const say = sayOf(options)
  try {
    stops.push(lockFolder(folder))
    const secrets = keepSecrets(folder.secrets)
    const ports = await keepPorts(folder.ports, {
      usual: options.usualPorts,
      fixedGateway: options.gatewayPort,
    })
    const ends = { gatewayUrl: gatewayUrlOf(ports), simulatorUrl: simulatorUrlOf(ports) }
    const life = { say, stops, onReachable: noticesOnReturn(ends, stops) }
    const databaseUrls = await openDatabase({ ...life, options, folder, secrets })
    options.signal?.throwIfAborted()
    const { simulatorJournal, logs } = folder
    const { redisUrl } = options
    const facts = { databaseUrls, ports, secrets, simulatorJournal, redisUrl }
    const environments = environmentsOf({ ...facts, logLevel: process.env.LOG_LEVEL })
    await startServices(services(environments, logs), life)
    options.signal?.throwIfAborted()
    const { simulatorApiKey } = secrets
    const addresses = { ...ends, simulatorApiKey, databaseUrls }
    writeRunning(folder.running, addresses)
    stops.push(() => removeRunning(folder.running))
    const sampleWorld =
      options.seedSampleWorld &&
      (await fillWithSampleWorld({ addresses, progress: say, signal: options.signal }))
    return { ...addresses, sampleWorld: sampleWorld || undefined, stop }
  } catch (fault) {
    await stop()
    throw explainFullDisk(fault, folder.path)
  }
}

function lockFolder(folder: StateFolder): () => void {
  const lock = tryLock(folder.lock)
  if (lock) return () => lock.release()
  const running = readRunning(folder.running)
  throw new AlreadyRunning(
    running
      ? `Wattline already runs here (process ${running.pid}): ${running.gatewayUrl}/graphql, ` +
          `Adyen simulator at ${running.simulatorUrl}.`
      : `Wattline is already starting or stopping here (${folder.lock} is held).`,
  )
}

/** What every part that is started takes part in. */
interface Living {
  readonly say: (line: string) => void
  readonly stops: (() => unknown)[]
  /** To be called when the gateway, or what it needs, can be reached anew. */
  readonly onReachable: () => void
}

interface Opening extends Living {
  readonly options: StackOptions
  readonly folder: StateFolder
  readonly secrets: Secrets
}

/** Notices must not wait for Adyen's schedule because a part was away for a moment. */
function noticesOnReturn(ends: Ends, stops: Living['stops']): () => void {
  const stopping = new AbortController()
  stops.push(() => stopping.abort())
  return () => void tryHeldNotices(ends, stopping.signal)
}

async function openDatabase(opening: Opening): Promise<DatabaseUrls> {
  const { options, folder, secrets, say, stops, onReachable } = opening
  let adminUrl = options.databaseUrl
  if (adminUrl === undefined) {
    const postgres = await keepPostgres(folder.postgres, say, onReachable)
    stops.push(() => postgres.stop())
    adminUrl = postgres.url
  }
  const passwords = { gateway: secrets.gatewayRolePassword, worker: secrets.workerRolePassword }
  const urls = await prepareDatabase({ adminUrl, passwords })
  if (!options.redisUrl) await prepareQueues(adminUrl)
  return urls
}

/**
 * The worker's own login may use the queues, not make them. Loaded here: a launcher needs no more
 * of it.
 */
async function prepareQueues(adminUrl: string): Promise<void> {
  const worker = await import('@wattline/worker')
  await worker.prepareQueues(adminUrl)
}

/** Starts all services side by side; when one fails, the others are stopped by the caller. */
async function startServices(
  services: readonly Service[],
  { say, stops, onReachable }: Living,
): Promise<void> {
  const starts = services.map(each => {
    const part = servicePart(each)
    return keepAlive(each.takesNotices ? telling(part, onReachable) : part, say)
  })
  const outcomes = await Promise.allSettled(starts)
  const kept = outcomes.flatMap(each => (each.status === 'fulfilled' ? [each.value] : []))
  stops.push(() => stopInOrder(kept))
  const failed = outcomes.find(each => each.status === 'rejected')
  if (failed) throw failed.reason
}

/** The same part, which tells of each of its starts. */
function telling(part: Part, onStart: () => void): Part {
  return {
    name: part.name,
    async start() {
      const life = await part.start()
      onStart()
      return life
    },
  }
}

/** The gateway first, so that nothing new comes in while the rest goes down. */
async function stopInOrder(kept: readonly Kept[]): Promise<void> {
  for (const each of kept) await each.stop()
}

async function stopAll(stops: (() => unknown)[]): Promise<void> {
  for (let stop = stops.pop(); stop; stop = stops.pop()) await stop()
}

function sayOf({ quiet, say }: StackOptions): (line: string) => void {
  if (say) return say
  return quiet ? () => {} : line => void process.stdout.write(`${line}\n`)
}
