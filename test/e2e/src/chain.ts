/**
 * One session through the whole chain, asked for as a partner app would; the tests run it on each
 * queue backend.
 */

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

/** Charges 20 kWh under a quote: 10.00 net, 11.90 gross. Ends once its money is captured. */
export async function chargeOnce(stack: Stack, site: Site, name: string): Promise<string> {
  const ask = askAs(stack.gatewayUrl, site.keys.partner)
  const now = Temporal.Now.instant().round('second')
  const ago = (minutes: number) => now.subtract({ minutes }).toString()
  const id = await begin(ask, { site, name, startedAt: ago(60) })
  const updates = follow<{ sessionUpdated: { cost: { gross: { amount: string } } | null } }>({
    gatewayUrl: stack.gatewayUrl,
    key: site.keys.partner,
    query: `subscription U($id: ID!) { sessionUpdated(id: $id) { cost { gross { amount } } } }`,
    variables: { id },
  })
  const stateOfPayment = async () => (await showSession(ask, id)).payments[0]?.state
  await until('the hold is authorised', async () => (await stateOfPayment()) === 'AUTHORISED')
  const reading = { measuredAt: ago(30), register: { value: '1010', unit: 'KWH' } }
  await ask(
    `mutation R($input: RecordMeterReadingsInput!) {
      recordMeterReadings(input: $input) { stored duplicates } }`,
    { input: { sessionId: id, readings: [reading], idempotencyKey: `${name}-r` } },
  )
  await until('the live cost was heard', () =>
    updates.heard.some(({ sessionUpdated }) => Number(sessionUpdated.cost?.gross.amount) >= 5.95),
  )
  const meterStop = { value: '1020', unit: 'KWH' }
  await ask(
    `mutation E($input: StopSessionInput!) { stopSession(input: $input) { session { id } } }`,
    { input: { sessionId: id, endedAt: ago(1), meterStop, idempotencyKey: `${name}-e` } },
  )
  await until('the money is captured', async () => (await stateOfPayment()) === 'CAPTURED')
  await updates.end()
  return id
}

interface Beginning {
  readonly site: Site
  readonly name: string
  readonly startedAt: string
}

/**
 * Quotes and starts a session at the site, paid by card; returns its id. The quote is for now,
 * though the session began before: only what starts now, or later, is quoted.
 */
async function begin(ask: Ask, { site, name, startedAt }: Beginning): Promise<string> {
  const { connectorId } = site
  const startAt = Temporal.Now.instant().toString()
  const expected = { connectorId, startAt, minutes: 59, energyKwh: '20' }
  const { quote } = await ask<{ quote: { quote: { id: string } } }>(
    `mutation Q($input: QuoteInput!) { quote(input: $input) { quote { id } } }`,
    { input: { ...expected, idempotencyKey: `${name}-q` } },
  )
  const meterStart = { value: '1000', unit: 'KWH' }
  const begun = { connectorId, quoteId: quote.quote.id, startedAt, meterStart, card }
  const { startSession } = await ask<{ startSession: { session: { id: string } } }>(
    `mutation S($input: StartSessionInput!) { startSession(input: $input) { session { id } } }`,
    { input: { ...begun, idempotencyKey: `${name}-s` } },
  )
  return startSession.session.id
}
