/** Starts a session under a frozen price list, and asks for the hold. */

import { brokenConstraint } from '@wattline/database'
import { type Decimal, type Instant, money } from '@wattline/units'
import type { EntityManager } from 'typeorm'

import { type Authority, requireRole } from '../authority.js'
import type { Core } from '../core.js'
import { Driver } from '../drivers/driver.entity.js'
import { PaymentMethod } from '../drivers/payment-method.entity.js'
import { once } from '../once.js'
import { Operator } from '../operators/operator.entity.js'
import { requestHold } from '../payments/hold.js'
import type { PaymentMeans } from '../payments/provider.js'
import { choosePriceList } from '../price-lists/choose.js'
import { holdFor } from '../quotes/hold.js'
import { Quote } from '../quotes/quote.entity.js'
import { Refusal, refuseInput } from '../refusal.js'
import { findPlug } from '../sites/find-plug.js'
import { operatorOfPlug } from '../sites/operator-of-plug.js'
import { MeterReading } from './meter-reading.entity.js'
import { type RegisterValue, readRegister } from './read-register.js'
import { Session } from './session.entity.js'

/** The fields that the provider's own form encrypted: never a card number. */
export type EncryptedCard = Omit<
  Extract<PaymentMeans, { kind: 'encrypted-card' }>,
  'kind' | 'shopperReference'
>

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
  const operatorId = await operatorOfPlug(core, authority, input.connectorId)
  const ask = {
    holderId: authority.holderId,
    operatorId,
    key: input.idempotencyKey,
    input: ['startSession', { ...input, startedAt: input.startedAt.toString() }],
  }
  try {
    return await once(core, ask, tx => start(core, tx, authority, { ...input, operatorId }))
  } catch (error) {
    if (brokenConstraint(error) === 'session_one_at_a_connector')
      throw new Refusal('connector-busy')
    if (brokenConstraint(error) === 'session_quote') throw new Refusal('quote-used')
    throw error
  }
}

async function start(
  core: Core,
  tx: EntityManager,
  authority: Authority,
  input: StartInput & { readonly operatorId: string },
): Promise<{ sessionId: string }> {
  const now = core.clock.now()
  if (
    input.startedAt.epochMilliseconds >
    now.add({ minutes: clockToleranceMinutes }).epochMilliseconds
  ) {
    refuseInput([{ path: 'startedAt', message: 'Lies in the future: check the charger’s clock' }])
  }
  const registerWh = meterStart(input)
  const { connector, location } = await findPlug(tx, input.connectorId)
  const promised = input.quoteId ? await redeem(tx, input.quoteId, input, now) : null
  const driverId = input.driverId ?? promised?.driverId ?? null
  const place = { operatorId: input.operatorId, locationId: location.id, connectorId: connector.id }
  const operator = await tx.findOneByOrFail(Operator, { id: input.operatorId })
  const sessionId = core.newId()
  await tx.insert(Session, {
    id: sessionId,
    operatorId: input.operatorId,
    locationId: location.id,
    connectorId: connector.id,
    driverId,
    partnerId: partnerOf(authority, input),
    quoteId: promised?.id ?? null,
    priceListId: promised?.priceListId ?? (await choosePriceList(tx, place, input.startedAt)),
    source: 'live',
    state: 'active',
    timeZone: location.timeZone,
    currency: operator.currency,
    startedAt: input.startedAt,
    createdAt: now,
    updatedAt: now,
  })
  if (registerWh) {
    await tx.insert(MeterReading, {
      id: core.newId(),
      operatorId: input.operatorId,
      sessionId,
      measuredAt: input.startedAt,
      receivedAt: now,
      registerWh,
      activity: 'CHARGING',
      source: 'begin',
    })
  }
  if (!input.partnerPays) {
    const amount = money(promised?.holdMinor ?? holdFor(null, operator.currency), operator.currency)
    const means = await meansOf(tx, input, driverId)
    await requestHold(core, tx, { operator, sessionId, driverId, amount, means })
  }
  return { sessionId }
}

function meterStart(input: StartInput): Decimal | null {
  if (!input.meterStart) return null
  const read = readRegister(input.meterStart, 'meterStart')
  if ('fault' in read) refuseInput([read.fault])
  return read.registerWh
}

async function redeem(
  tx: EntityManager,
  quoteId: string,
  input: StartInput,
  now: Instant,
): Promise<Quote> {
  const quote = await tx.findOneBy(Quote, { id: quoteId })
  if (!quote) throw new Refusal('not-found', { what: 'quote' })
  if (quote.connectorId !== input.connectorId) throw new Refusal('quote-other-connector')
  if (quote.driverId && input.driverId && quote.driverId !== input.driverId) {
    refuseInput([{ path: 'driverId', message: 'The quote was made for another driver' }])
  }
  if (quote.expiresAt.epochMilliseconds < now.epochMilliseconds) {
    throw new Refusal('quote-expired', { expiredAt: quote.expiresAt.toString() })
  }
  return quote
}

function partnerOf(authority: Authority, input: StartInput): string | null {
  if (!input.partnerPays) return null
  if (!authority.partnerId)
    refuseInput([{ path: 'partnerPays', message: 'Only a partner’s key can take the bill' }])
  return authority.partnerId
}

async function meansOf(
  tx: EntityManager,
  input: StartInput,
  driverId: string | null,
): Promise<PaymentMeans> {
  if (driverId && !(await tx.findOneBy(Driver, { id: driverId })))
    throw new Refusal('driver-unknown')
  if (input.card) {
    const shopperReference = driverId
      ? `driver-${driverId}`
      : `guest-${input.idempotencyKey}`.slice(0, 200)
    return { ...input.card, kind: 'encrypted-card', shopperReference }
  }
  const method = driverId
    ? await tx
        .createQueryBuilder(PaymentMethod, 'method')
        .where('method.driver_id = :driverId and method.disabled_at is null', { driverId })
        .orderBy('method.createdAt', 'DESC')
        .getOne()
    : null
  if (!method) throw new Refusal('payment-means-missing')
  return {
    kind: 'stored',
    storedPaymentMethodId: method.storedPaymentMethodId,
    shopperReference: method.shopperReference,
    driverPresent: true,
  }
}
