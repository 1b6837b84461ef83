/** Starts a simulator: memory from the journal, then the HTTP server, then what was left undone. */

import { type FastifyInstance, fastify } from 'fastify'

import { Acquirer } from './checkout/acquirer.js'
import { referencesFrom } from './checkout/references.js'
import { RequestLog } from './checkout/request-log.js'
import { addCheckoutRoutes, answerUnknownPath } from './checkout/routes.js'
import { Settling } from './checkout/settling.js'
import type { World } from './checkout/world.js'
import { readEndpoints } from './control/read-endpoints.js'
import { addControlRoutes } from './control/routes.js'
import { RuleBook } from './faults/rule-book.js'
import { IdempotencyKeys } from './idempotency/keys.js'
import { openJournal } from './journal/journal.js'
import { State } from './state/state.js'
import { type Clock, Timeline } from './time/timeline.js'
import { Dispatcher } from './webhooks/dispatcher.js'
import type { WebhookEndpoint } from './webhooks/post.js'

export interface SimulatorOptions {
  /** 0 takes any free port. */
  readonly port: number
  readonly host: string
  readonly apiKeys: readonly string[]
  readonly merchantAccounts: readonly string[]
  readonly webhookEndpoints: readonly WebhookEndpoint[]
  /** Where everything is kept across restarts; in memory alone without it. */
  readonly journalPath?: string
  readonly clock: Clock
  /** Numbers from 0 up to, not including, 1. */
  readonly random: () => number
  /** How long outcomes and notifications take; 20 to 50 ms if not given. */
  readonly modificationDelayMs?: number | { readonly min: number; readonly max: number }
  /** Takes money at authorisation unless asked for manual capture. Off, as EV accounts have it. */
  readonly autoCapture?: boolean
  /** Allows several captures of one authorisation. Off, as at Adyen. */
  readonly multiplePartialCaptures?: boolean
  /** Told of what goes wrong outside any request, such as a full disk. */
  readonly onFault?: (fault: unknown) => void
}

export interface Simulator {
  /** Without a slash at its end. */
  readonly url: string
  stop(): Promise<void>
}

/** @throws Error when an endpoint is misshapen, the port taken or the journal unreadable */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const endpoints = readEndpoints(options.webhookEndpoints)
  if ('faults' in endpoints) throw new Error(endpoints.faults.join('\n'))
  const world = await buildWorld(options)
  const settling = new Settling(world)
  const app = fastify({ forceCloseConnections: true, exposeHeadRoutes: false })
  readBodies(app)
  app.setNotFoundHandler(answerUnknownPath)
  addCheckoutRoutes(app, { world, acquirer: new Acquirer(world, settling) }, options.apiKeys)
  await app.register(async scope => {
    readJsonBodies(scope)
    addControlRoutes(scope, { world, settling })
  })
  const url = await app.listen({ port: options.port, host: options.host })
  world.dispatcher.resume()
  settling.resume()
  return {
    url,
    async stop() {
      world.timeline.stop()
      world.dispatcher.stop()
      await app.close()
      world.journal.close()
    },
  }
}

async function buildWorld(options: SimulatorOptions): Promise<World> {
  const state = new State()
  const journal = await openJournal(options.journalPath, record => state.apply(record))
  const timeline = new Timeline(options.clock, state.shiftMs)
  const rules = new RuleBook()
  const onFault = options.onFault ?? (() => {})
  const dispatcher = new Dispatcher(options.webhookEndpoints, {
    state,
    timeline,
    rules,
    finished: ({ id }) => {
      state.apply({ t: 'webhook-done', id })
      journal.append([{ t: 'webhook-done', id }]).catch(onFault)
    },
  })
  const { merchantAccounts, autoCapture = false, multiplePartialCaptures = false } = options
  return {
    state,
    journal,
    timeline,
    rules,
    dispatcher,
    keys: new IdempotencyKeys(state.answers),
    log: new RequestLog(),
    account: { merchantAccounts, autoCapture, multiplePartialCaptures },
    newReference: referencesFrom(options.random, state),
    nextDelayMs: delaysFrom(options),
    onFault,
  }
}

function delaysFrom({ modificationDelayMs, random }: SimulatorOptions): () => number {
  const given = modificationDelayMs ?? { min: 20, max: 50 }
  if (typeof given === 'number') return () => given
  return () => given.min + random() * (given.max - given.min)
}

/** Checkout bodies stay text: their bytes are hashed, and broken JSON has an answer of its own. */
function readBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'string' }, (_, text, done) => done(null, text))
}

function readJsonBodies(app: FastifyInstance): void {
  app.addHook('preHandler', async (request, reply) => {
    if (typeof request.body !== 'string' || request.body === '') return
    try {
      request.body = JSON.parse(request.body)
    } catch {
      await reply.code(400).send({ faults: ['the body is not JSON'] })
    }
  })
}
