/** Starts a session under a frozen price list, and asks for the hold. */

import { brokenConstraint } from '@wattline/database'
import { type Decimal, type Instant, money } from '@wattline/units'
import type { EntityManager } from 'typeorm'

import { type Authority, requireRole } from '../authority.js'
import type { Core } from '../core.js'
import { once } from '../once.js'
import { operatorOfRow } from '../operator-of.js'
import { requestHold } from '../payments/hold.js'
import { choosePriceList } from '../price-lists/choose.js'
import { holdFor } from '../quotes/hold.js'
import { redeemQuote } from '../quotes/redeem.js'
import { Refusal, refuseInput } from '../refusal.js'
import { Connector } from '../sites/connector.entity.js'
import { findPlug } from '../sites/find-plug.js'
import { chooseMeans, type EncryptedCard } from './choose-means.js'
import { MeterReading } from './meter-reading.entity.js'
import { type RegisterValue, readRegister } from './read-register.js'
import { Session } from './session.entity.js'

export interface StartInput {
  readonly connectorId: string
  readonly quoteId?: string | null
  readonly driverId?: string | null
  /** The partner owes the bill, by bank: no hold is asked for. */
  readonly partnerPays?: boolean
  readonly startedAt: Instant
  readonly meterStart?: RegisterValue | null
  readonly card?: EncryptedCard | null
  readonly idempotencyKey: string
}

const clockToleranceMinutes = 5

/**
 * Starts a session. Charging never waits for the provider: the hold is asked for after the commit.
 *
 * @throws Refusal `not-found`, `quote-…`, `connector-busy`, `price-list-missing`, `driver-unknown`,
 * `payment-means-missing`, `input-invalid`
 */
export async function startSession(
  core: Core,
  authority: Authority,
  input: StartInput,
): Promise<{ sessionId: string }> {
  requireRole(authority, 'partner', 'operator', 'support')
  const plug = { entity: Connector, id: input.connectorId, what: 'connector' }
  const operatorId = await operatorOfRow(core, authority, plug)
  const ask = {
    holderId: authority.holderId,
    operatorId,
    key: input.idempotencyKey,
    input: ['startSession', { ...input, startedAt: input.startedAt.toString() }],
  }
  try {
    return await once(core, ask, tx => start(core, tx, { ...input, operatorId, authority }))
  } catch (error) {
    if (brokenConstraint(error) === 'session_one_at_a_connector')
      throw new Refusal('connector-busy')
    if (brokenConstraint(error) === 'session_quote') throw new Refusal('quote-used')
    throw error
  }
}

interface Asked extends StartInput {
  readonly operatorId: string
  readonly authority: Authority
}

async function start(core: Core, tx: EntityManager, asked: Asked): Promise<{ sessionId: string }> {
  const now = core.clock.now()
  const registerWh = readMeterStart(asked, now)
  const { operatorId, connectorId, startedAt, quoteId } = asked
  const { location, operator } = await findPlug(tx, connectorId)
  const promised = quoteId ? await redeemQuote(tx, { ...asked, quoteId, now }) : null
  const { priceListId, holdMinor } = promised ?? (await termsInForce(tx, asked, operator))
  const driverId = asked.driverId ?? promised?.driverId ?? null
  const place = { operatorId, locationId: location.id, connectorId }
  const sessionId = core.newId()
  await tx.insert(Session, {
    ...place,
    id: sessionId,
    driverId,
    partnerId: partnerOf(asked),
    quoteId: promised?.id ?? null,
    priceListId,
    source: 'live',
    state: 'active',
    timeZone: location.timeZone,
    currency: operator.currency,
    startedAt,
    createdAt: now,
    updatedAt: now,
  })
  if (registerWh) {
    await tx.insert(MeterReading, {
      id: core.newId(),
      operatorId,
      sessionId,
      measuredAt: startedAt,
      receivedAt: now,
      registerWh,
      activity: 'CHARGING',
      source: 'begin',
    })
  }
  if (!asked.partnerPays) {
    const means = await chooseMeans(tx, { sessionId, driverId, card: asked.card ?? null })
    const amount = money(holdMinor, operator.currency)
    await requestHold(core, tx, { operator, sessionId, driverId, amount, means })
  }
  return { sessionId }
}

/** Without a quote, the price list at the session's start; nothing is expected of its price. */
async function termsInForce(
  tx: EntityManager,
  { operatorId, connectorId, startedAt }: Asked,
  { currency }: { readonly currency: string },
): Promise<{ priceListId: string; holdMinor: bigint }> {
  const chosen = await choosePriceList(tx, operatorId, { connectorId, at: startedAt })
  return { priceListId: chosen.priceListId, holdMinor: holdFor(null, currency, chosen) }
}

/** The register at the start, if one was sent. @throws Refusal `input-invalid` */
function readMeterStart({ startedAt, meterStart }: StartInput, now: Instant): Decimal | null {
  const latest = now.add({ minutes: clockToleranceMinutes })
  if (startedAt.epochMilliseconds > latest.epochMilliseconds) {
    refuseInput([{ path: 'startedAt', message: 'Lies in the future: check the charger’s clock' }])
  }
  if (!meterStart) return null
  const read = readRegister(meterStart, 'meterStart')
  if ('fault' in read) refuseInput([read.fault])
  return read.registerWh
}

function partnerOf({ authority, partnerPays }: Asked): string | null {
  if (!partnerPays) return null
  if (!authority.partnerId) {
    refuseInput([{ path: 'partnerPays', message: 'Only a partner’s key can take the bill' }])
  }
  return authority.partnerId
}
