/** One session through the whole chain, asked for as a partner app would; the tests run it on each queue backend. */

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { type Stack, startStack } from '@wattline/cli'
import { Temporal } from '@wattline/units'

import { type Ask, askAs, follow } from './graphql-client.js'
import { makeSite, type Site } from './site.js'
import { until } from './until.js'

export const merchantAccount = 'WattlineSampleECOM'

/** A stack in a folder of its own, with one operator's site. */
export async function raise(
  redisUrl?: string,
): Promise<{ stack: Stack; site: Site; lower(): Promise<void> }> {
  const directory = mkdtempSync(join(tmpdir(), 'wattline-e2e-'))
  const stack = await startStack({ directory, quiet: true, ...(redisUrl ? { redisUrl } : {}) })
  const lower = async () => {
    await stack.stop()
    rmSync(directory, { recursive: true, force: true })
  }
  try {
    return { stack, site: await makeSite(stack, merchantAccount), lower }
  } catch (error) {
    await lower()
    throw error
  }
}

const card = {
  encryptedCardNumber: 'test_4111111111111111',
  encryptedExpiryMonth: 'test_03',
  encryptedExpiryYear: 'test_2030',
  encryptedSecurityCode: 'test_737',
  store: false,
}

const sessionQuery = `query Session($id: ID!) { session(id: $id) {
  state energyKwh
  cost { gross { amount } isFinal }
  payments { state authorised { amount } captured { amount } refunded { amount } pspReference }
  invoice { id number gross { amount currency } net { amount }
    lines { component quantity amount { amount } explanation { sentence } }
    creditNotes { number gross { amount } } }
} }`

export interface SessionShown {
  readonly state: string
  readonly energyKwh: string | null
  readonly cost: { readonly gross: { readonly amount: string }; readonly isFinal: boolean } | null
  readonly payments: readonly {
    readonly state: string
    readonly authorised: { readonly amount: string }
    readonly captured: { readonly amount: string }
    readonly refunded: { readonly amount: string }
    readonly pspReference: string
  }[]
  readonly invoice: {
    readonly id: string
    readonly number: string
    readonly gross: { readonly amount: string; readonly currency: string }
    readonly net: { readonly amount: string }
    readonly lines: readonly unknown[]
    readonly creditNotes: readonly {
      readonly number: string
      readonly gross: { readonly amount: string }
    }[]
  } | null
}

export async function showSession(ask: Ask, id: string): Promise<SessionShown> {
  const { session } = await ask<{ session: SessionShown }>(sessionQuery, { id })
  return session
}

/** Charges 20 kWh under a quote: 10.00 net, 11.90 gross. Returns the session's id once its money is captured. */
export async function chargeOnce(
  stack: Stack,
  site: Site,
  name: string,
): Promise<{ id: string; live: string[] }> {
  const ask = askAs(stack.gatewayUrl, site.keys.partner)
  const now = Temporal.Now.instant()
  const startedAt = now.subtract({ hours: 1 }).round('second').toString()
  const endedAt = now.subtract({ minutes: 1 }).round('second').toString()
  const quoted = await ask<{
    quote: { quote: { id: string; bill: { gross: { amount: string } } } }
  }>(
    `mutation Q($input: QuoteInput!) { quote(input: $input) { quote { id bill { gross { amount } } } } }`,
    {
      input: {
        connectorId: site.connectorId,
        startAt: startedAt,
        minutes: 59,
        energyKwh: '20',
        idempotencyKey: `${name}-q`,
      },
    },
  )
  const started = await ask<{ startSession: { session: { id: string } } }>(
    `mutation S($input: StartSessionInput!) { startSession(input: $input) { session { id } } }`,
    {
      input: {
        connectorId: site.connectorId,
        quoteId: quoted.quote.quote.id,
        startedAt,
        meterStart: { value: '1000', unit: 'KWH' },
        card,
        idempotencyKey: `${name}-s`,
      },
    },
  )
  const { id } = started.startSession.session
  const updates = follow<{ sessionUpdated: { cost: { gross: { amount: string } } | null } }>(
    stack.gatewayUrl,
    site.keys.partner,
    `subscription U($id: ID!) { sessionUpdated(id: $id) { cost { gross { amount } } } }`,
    { id },
  )
  await until(
    'the hold is authorised',
    async () => (await showSession(ask, id)).payments[0]?.state === 'AUTHORISED',
  )
  await ask(
    `mutation R($input: RecordMeterReadingsInput!) { recordMeterReadings(input: $input) { stored duplicates } }`,
    {
      input: {
        sessionId: id,
        readings: [
          {
            measuredAt: now.subtract({ minutes: 30 }).round('second').toString(),
            register: { value: '1010', unit: 'KWH' },
          },
        ],
        idempotencyKey: `${name}-r`,
      },
    },
  )
  await until('the live cost was heard', () =>
    updates.heard.some(({ sessionUpdated }) => sessionUpdated.cost?.gross.amount === '5.95'),
  )
  await ask(
    `mutation E($input: StopSessionInput!) { stopSession(input: $input) { session { id } } }`,
    {
      input: {
        sessionId: id,
        endedAt,
        meterStop: { value: '1020', unit: 'KWH' },
        idempotencyKey: `${name}-e`,
      },
    },
  )
  await until(
    'the money is captured',
    async () => (await showSession(ask, id)).payments[0]?.state === 'CAPTURED',
  )
  await updates.end()
  return {
    id,
    live: updates.heard.map(({ sessionUpdated }) => sessionUpdated.cost?.gross.amount ?? ''),
  }
}
