/**
 * Takes Adyen's webhooks in: believed, stored, answered; what they mean is the worker's to find
 * out.
 */

import { createHash, timingSafeEqual } from 'node:crypto'

import { type JudgedItem, readEvent, verifyWebhook } from '@wattline/adyen'
import { type Core, receiveWebhook } from '@wattline/billing'
import type { FastifyInstance } from 'fastify'
import type { Logger } from 'pino'

import type { GatewayConfig } from '../config/read-config.js'

export const adyenWebhookPath = '/webhooks/adyen'
const webhookBytesAtMost = 1024 * 1024

export interface AdyenRouteOptions {
  readonly core: Pick<Core, 'db' | 'clock' | 'newId'>
  readonly config: Pick<
    GatewayConfig,
    'hmacKeys' | 'webhookUser' | 'webhookPassword' | 'merchantAccounts' | 'environment'
  >
  readonly log: Logger
}

/**
 * What is answered. Adyen repeats whatever is not answered with 2xx, and holds back all that
 * follows until it is.
 */
interface Answer {
  readonly status: number
  readonly body: string
}

const accepted: Answer = { status: 202, body: '[accepted]' }

export function addAdyenRoute(app: FastifyInstance, options: AdyenRouteOptions): void {
  const { config, log } = options
  const expected = `${config.webhookUser}:${config.webhookPassword}`
  app.post(adyenWebhookPath, { bodyLimit: webhookBytesAtMost }, async (request, reply) => {
    if (!isBasicAuth(request.headers.authorization, expected)) {
      log.warn({ from: request.ip }, 'webhook without the right user and password')
      return reply.code(401).header('www-authenticate', 'Basic realm="adyen"').send('unauthorised')
    }
    const { status, body } = await take(request.body, options)
    return reply.code(status).type('text/plain').send(body)
  })
}

async function take(body: unknown, { core, config, log }: AdyenRouteOptions): Promise<Answer> {
  const live = config.environment === 'LIVE'
  const judged = verifyWebhook(body, {
    hmacKeys: config.hmacKeys,
    live,
    ...(config.merchantAccounts.length > 0 && { merchantAccounts: config.merchantAccounts }),
  })
  for (const item of judged) tell(item, log)
  // One item that is not to be believed spoils the delivery: nothing of it is stored, and Adyen
  // sends it again.
  if (judged.some(({ verdict }) => verdict === 'forged' || verdict === 'unsigned')) {
    return { status: 401, body: 'the signature is missing or wrong' }
  }
  if (judged.every(({ verdict }) => verdict === 'malformed')) {
    return { status: 400, body: 'no standard webhook' }
  }
  // A whole endpoint points to the wrong deployment: Adyen keeps its deliveries until that is
  // mended.
  if (judged.some(one => one.verdict === 'foreign' && one.item.live !== live)) {
    return { status: 403, body: `this deployment takes ${config.environment} webhooks only` }
  }
  const items = judged.flatMap(one =>
    one.verdict === 'genuine'
      ? [{ fingerprint: one.fingerprint, item: one.raw, event: readEvent(one.item) }]
      : [],
  )
  try {
    const { stored, known } = await receiveWebhook(core, items)
    log.debug({ stored, known }, 'webhook taken in')
    return accepted
  } catch (error) {
    // Not stored is not accepted: Adyen keeps it and sends it again.
    log.error({ err: error }, 'webhook could not be stored')
    return { status: 503, body: 'not stored, please send it again' }
  }
}

/**
 * Items of foreign accounts are answered as taken, for an endless repetition would hold back ours;
 * they are told of here.
 */
function tell(judged: JudgedItem, log: Logger): void {
  if (judged.verdict === 'genuine') return
  const { verdict, fault, fingerprint } = judged
  log.warn({ verdict, fault, fingerprint }, 'webhook item not taken')
}

function isBasicAuth(header: string | undefined, expected: string): boolean {
  const match = /^Basic +([A-Za-z0-9+/=]+) *$/i.exec(header ?? '')
  if (!match?.[1]) return false
  return timingSafeEqual(digest(Buffer.from(match[1], 'base64')), digest(expected))
}

/** Equal lengths for the comparison, whatever was sent. */
function digest(value: string | Buffer): Buffer {
  return createHash('sha256').update(value).digest()
}
