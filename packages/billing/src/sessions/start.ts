/** Starts a session under a frozen price list, and asks for the hold. */

import { brokenConstraint } from '@wattline/database'
import { type Decimal, type Instant, money } from '@wattline/units'
import type { EntityManager } from 'typeorm'

import { type Authority, requireRole } from '../authority.js'
import type { Core } from '../core.js'
import { readCouponCode } from '../facts/coupon-code.js'
import type { TokenType } from '../facts/token-type.js'
import { takeCoupon } from '../facts/use-coupon.js'
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
import { payingPartner } from './paying-partner.js'
import { type RegisterValue, readRegister } from './read-register.js'
import { refuseFuture } from './refuse-future.js'
import { requireKept } from './require-kept.js'
import { reservationFault } from './reservation-window.js'
import { Session } from './session.entity.js'

export interface StartInput {
  readonly connectorId: string
  readonly quoteId?: string | null
  readonly driverId?: string | null
  /** How the driver was authorised; that of the quote, where it is not said. */
  readonly tokenType?: TokenType | null
  /** The coupon the driver gives: one use is held from now on. That of the quote, if it has one. */
  readonly couponCode?: string | null
  /** The partner owes the bill, by bank: no hold is asked for. */
  readonly partnerPays?: boolean
  /** From when the connector was kept for the driver: that time is priced as a reservation. */
  readonly reservedFrom?: Instant | null
  readonly startedAt: Instant
  readonly meterStart?: RegisterValue | null
  readonly card?: EncryptedCard | null
  readonly idempotencyKey: string
}

/**
 * Starts a session. Charging never waits for the provider: the hold is asked for after the commit.
 *
 * @throws Refusal `not-found`, `quote-…`, `connector-busy`, `connector-not-kept`,
 * `coupon-…`, `price-list-missing`, `driver-unknown`, `payment-means-missing`, `input-invalid`
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
    input: ['startSession', shown(input)],
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

/** As its idempotency key keeps it: an input without a reservation as it always was. */
function shown({ reservedFrom, ...input }: StartInput): object {
  return {
    ...input,
    ...(reservedFrom && { reservedFrom: reservedFrom.toString() }),
    startedAt: input.startedAt.toString(),
  }
}

interface Asked extends StartInput {
  readonly operatorId: string
  readonly authority: Authority
}

async function start(core: Core, tx: EntityManager, asked: Asked): Promise<{ sessionId: string }> {
  const now = core.clock.now()
  refuseBadStart(asked, now)
  const registerWh = readMeterStart(asked)
  const { operatorId, connectorId, reservedFrom, startedAt, quoteId } = asked
  const { location, operator } = await findPlug(tx, connectorId)
  const promised = quoteId ? await redeemQuote(tx, { ...asked, quoteId, now }) : null
  const { priceListId, holdMinor } = promised ?? (await termsInForce(tx, asked, operator))
  const driverId = asked.driverId ?? promised?.driverId ?? null
  const couponCode = couponOf(asked, promised)
  const place = { operatorId, locationId: location.id, connectorId }
  const sessionId = core.newId()
  await tx.insert(Session, {
    ...place,
    id: sessionId,
    driverId,
    partnerId: payingPartner(asked.authority, asked.partnerPays),
    tokenType: asked.tokenType ?? promised?.tokenType ?? null,
    couponCode,
    quoteId: promised?.id ?? null,
    priceListId,
    source: 'live',
    state: 'active',
    timeZone: location.timeZone,
    currency: operator.currency,
    reservedFrom: reservedFrom ?? null,
    startedAt,
    createdAt: now,
    updatedAt: now,
  })
  if (reservedFrom) await requireKept(tx, { sessionId, connectorId, reservedFrom, end: startedAt })
  if (couponCode) {
    const beginsAt = reservedFrom ?? startedAt
    const use = { operatorId, code: couponCode, driverId, beginsAt }
    await takeCoupon(tx, { ...use, sessionId, priceListId, now })
  }
  if (registerWh) {
    await storeBegin(core, tx, { operatorId, sessionId, startedAt, now, registerWh })
  }
  if (!asked.partnerPays) {
    const means = await chooseMeans(tx, { sessionId, driverId, card: asked.card ?? null })
    const amount = money(holdMinor, operator.currency)
    await requestHold(core, tx, { operator, sessionId, driverId, amount, means })
  }
  return { sessionId }
}

interface Begin {
  readonly operatorId: string
  readonly sessionId: string
  readonly startedAt: Instant
  readonly now: Instant
  readonly registerWh: Decimal
}

async function storeBegin(core: Core, tx: EntityManager, begin: Begin): Promise<void> {
  const { startedAt, now, ...reading } = begin
  await tx.insert(MeterReading, {
    ...reading,
    id: core.newId(),
    measuredAt: startedAt,
    receivedAt: now,
    activity: 'CHARGING',
    source: 'begin',
  })
}

/**
 * Without a quote, the price list at the start of the session or of its reservation; nothing is
 * expected of its price.
 */
async function termsInForce(
  tx: EntityManager,
  { operatorId, connectorId, driverId, reservedFrom, startedAt }: Asked,
  { currency }: { readonly currency: string },
): Promise<{ priceListId: string; holdMinor: bigint }> {
  const chosen = await choosePriceList(tx, operatorId, {
    connectorId,
    driverId: driverId ?? null,
    at: reservedFrom ?? startedAt,
  })
  return { priceListId: chosen.priceListId, holdMinor: holdFor(null, currency, chosen) }
}

/** @throws Refusal `input-invalid` */
function refuseBadStart({ reservedFrom, startedAt }: StartInput, now: Instant): void {
  refuseFuture('startedAt', startedAt, now)
  const fault = reservedFrom && reservationFault(reservedFrom, startedAt, 'startedAt')
  if (fault) refuseInput([fault])
}

/** The register at the start, if one was sent. @throws Refusal `input-invalid` */
function readMeterStart({ meterStart }: StartInput): Decimal | null {
  if (!meterStart) return null
  const read = readRegister(meterStart, 'meterStart')
  if ('fault' in read) refuseInput([read.fault])
  return read.registerWh
}

/** The one its price was quoted with, or one that is given now. @throws Refusal `input-invalid` */
function couponOf(
  { couponCode }: StartInput,
  promised: { readonly couponCode: string | null } | null,
): string | null {
  const given = readCouponCode(couponCode)
  if (given && promised?.couponCode && given !== promised.couponCode) {
    refuseInput([{ path: 'couponCode', message: 'The quote was made with another coupon' }])
  }
  return given ?? promised?.couponCode ?? null
}
