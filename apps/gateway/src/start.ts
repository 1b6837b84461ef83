/**
 * Starts the gateway: database, engine, HTTP, WebSockets and webhook intake, and stops them in
 * order.
 */

import type { AddressInfo } from 'node:net'

import { entities, openSigner, type PluginRunner, type QuotingCore } from '@wattline/billing'
import { assertBoundByTenancy, connect, idsBy } from '@wattline/database'
import { createRatingCells } from '@wattline/plugin-host'
import type { Clock } from '@wattline/units'
import { NoSchemaIntrospectionCustomRule } from 'graphql'
import { type Logger, pino } from 'pino'

import { openKeyring } from './access/keyring.js'
import { limitRate } from './access/rate-limit.js'
import { type Changes, listenForChanges } from './changes/changes.js'
import type { GatewayConfig } from './config/read-config.js'
import type { Services } from './engine/context.js'
import { createEngine } from './engine/engine.js'
import { buildGatewaySchema } from './engine/schema.js'
import { addGraphiql } from './graphiql/route.js'
import { buildApp } from './http/build-app.js'
import { addGraphqlRoute } from './http/graphql-route.js'
import { addHealthRoutes } from './http/health-routes.js'
import { addKeysRoute } from './http/keys-route.js'
import { addSockets } from './http/sockets.js'
import { loadersBy } from './loading/loaders.js'
import { addAdyenRoute } from './webhooks/adyen-route.js'

export interface GatewayParts {
  readonly clock: Clock
  /** Runs plugins for quotes and live prices; rating cells of its own when left out. */
  readonly runner?: PluginRunner
  readonly log?: Logger
}

export interface Gateway {
  /** Where it listens: `http://127.0.0.1:4000`. */
  readonly url: string
  /** Takes no more, finishes what runs, and lets everything go. */
  stop(): Promise<void>
}

/**
 * @throws Error when the database cannot be reached or its role could see past tenancy, or the port
 * is taken
 */
export async function startGateway(config: GatewayConfig, parts: GatewayParts): Promise<Gateway> {
  const log = parts.log ?? logOf(config)
  const stops: (() => Promise<unknown>)[] = []
  const stop = async () => {
    for (const one of stops.splice(0).reverse()) await one()
  }
  try {
    const core = await openCore(config, parts, stops)
    const changes = await listenForChanges({
      databaseUrl: config.databaseUrl,
      onTrouble: error => log.warn({ err: error }, 'not hearing of changes'),
    })
    stops.push(() => changes.close())
    const url = await serve(config, { core, changes, log, stops })
    return { url, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

async function openCore(
  config: GatewayConfig,
  { clock, runner: given }: GatewayParts,
  stops: (() => Promise<unknown>)[],
): Promise<QuotingCore> {
  const db = await connect({
    url: config.databaseUrl,
    entities,
    poolSize: config.poolSize,
    applicationName: 'wattline-gateway',
  })
  stops.push(() => db.destroy())
  await assertBoundByTenancy(db)
  const runner = given ?? createRatingCells({ blankCells: 2 })
  if (!given) stops.push(() => runner.close())
  const signer = await openSigner(db, { clock, privateKey: config.quoteSigningKey })
  return { db, clock, newId: idsBy(clock), runner, signer }
}

interface Served {
  readonly core: QuotingCore
  readonly changes: Changes
  readonly log: Logger
  readonly stops: (() => Promise<unknown>)[]
}

async function serve(
  config: GatewayConfig,
  { core, changes, log, stops }: Served,
): Promise<string> {
  const nowMs = () => performance.now()
  const isDevelopment = config.mode === 'development'
  const services: Services = {
    core,
    changes,
    allowLocalNotices: config.allowLocalNotices,
    keyring: openKeyring(core.db, nowMs),
    loadersFor: loadersBy(core.db),
  }
  const report = (error: unknown): string => {
    const errorId = core.newId()
    log.error({ err: error, errorId }, 'an operation broke')
    return errorId
  }
  const engine = createEngine({
    schema: buildGatewaySchema(),
    report,
    moreRules: isDevelopment ? [] : [NoSchemaIntrospectionCustomRule],
  })
  const shared = { engine, services, rateLimit: limitRate(config.operationsPerSecond, nowMs) }
  const app = buildApp(log, report)
  stops.push(() => app.close())
  addHealthRoutes(app, core.db)
  addKeysRoute(app, core.db)
  addAdyenRoute(app, { core, config, log })
  if (isDevelopment) addGraphiql(app)
  stops.push(await addGraphqlRoute(app, { ...shared, report, isDevelopment }))
  stops.push(addSockets(app.server, shared))
  await app.listen({ host: config.host, port: config.port })
  const { port } = app.server.address() as AddressInfo
  return `http://${config.host}:${port}`
}

/** Logs as JSON lines; what could hold a secret is cut out. */
function logOf({ logLevel }: GatewayConfig): Logger {
  const paths = ['authorization', 'headers.authorization', 'req.headers.authorization', '*.secret']
  return pino({ name: 'gateway', level: logLevel, redact: { paths, censor: '[secret]' } })
}
