/**
 * Quotes a session: freezes the price list, shows the lines expected, says what hold to ask for,
 * and signs all of it.
 */

import { inScope, insertRows } from '@wattline/database'
import { expectedFacts } from '@wattline/tariffs'
import type { EntityManager } from 'typeorm'

import { type Authority, requireRole } from '../authority.js'
import type { Core, QuotingCore } from '../core.js'
import { Driver } from '../drivers/driver.entity.js'
import { readCouponCode } from '../facts/coupon-code.js'
import { tellProvisionally } from '../facts/tell.js'
import { requireTaken, requireUsable } from '../facts/use-coupon.js'
import { once, storedResult } from '../once.js'
import { sparing } from '../plugin-failures/spare.js'
import { choosePriceList } from '../price-lists/choose.js'
import { type LoadedPriceList, loadPriceList } from '../price-lists/load.js'
import { priceSession } from '../pricing/price-sessions.js'
import { withReservation } from '../pricing/session-facts.js'
import type { StoredBill } from '../pricing/stored-bill.js'
import { Refusal, refuseInput } from '../refusal.js'
import { payingPartner } from '../sessions/paying-partner.js'
import { findPlug } from '../sites/find-plug.js'
import { checkExpectation, type QuoteInput } from './check-expectation.js'
import { holdFor } from './hold.js'
import { showPrices } from './prices.js'
import { promiseOf, promiseType } from './promise.js'
import { Quote } from './quote.entity.js'
import { expiryOf, startFault } from './window.js'

export interface Quoted {
  readonly quoteId: string
}

/**
 * Prices an expected session with the price list that applies then. The list is frozen: a session
 * started under the quote is billed by it, whatever is published in between.
 *
 * @throws Refusal `not-found`, `price-list-missing`, `coupon-…`, `plugin-failed`, `input-invalid`
 */
export async function quote(
  core: QuotingCore,
  authority: Authority,
  input: QuoteInput,
): Promise<Quoted> {
  requireRole(authority, 'partner', 'operator', 'support')
  checkExpectation(input)
  const { holderId } = authority
  const ask = { holderId, key: input.idempotencyKey, input: ['quote', shown(input)] }
  // Priced before the write: the plugins are asked outside any transaction.
  const draft = await inScope(core.db, authority.scope, async tx => {
    const earlier = await storedResult<Quoted>(tx, ask)
    return earlier ?? draw(core, tx, { ...input, authority })
  })
  if ('result' in draft) return draft.result
  const { operatorId } = draft
  const priceList = await loadPriceList(core.db, operatorId, draft.priceListId)
  if (draft.couponCode) requireTaken(priceList)
  const bill = await priceExpected(core, { ...draft, priceList }, input)
  return once(core, { ...ask, operatorId }, tx =>
    store(core, tx, { input, draft, priceList, bill }),
  )
}

/** As its idempotency key keeps it: an input without a reservation as it always was. */
function shown({ reservedMinutes, ...input }: QuoteInput): object {
  return {
    ...input,
    ...(reservedMinutes && { reservedMinutes }),
    startAt: input.startAt.toString(),
  }
}

interface Draft {
  readonly operatorId: string
  readonly timeZone: string
  readonly maxPowerW: number
  readonly country: string
  readonly priceListId: string
  readonly couponCode: string | null
  readonly partnerId: string | null
}

/** What is priced: the price list that applies at the connector and start asked for. */
async function draw(
  core: Core,
  tx: EntityManager,
  input: QuoteInput & { readonly authority: Authority },
): Promise<Draft> {
  const { connectorId, driverId, startAt, authority } = input
  const partnerId = payingPartner(authority, input.partnerPays)
  const code = readCouponCode(input.couponCode)
  const fault = startFault(startAt, core.clock.now())
  if (fault) refuseInput([fault])
  const { connector, location } = await findPlug(tx, connectorId)
  const { operatorId, maxPowerW } = connector
  if (driverId && !(await tx.findOneBy(Driver, { id: driverId, operatorId }))) {
    throw new Refusal('driver-unknown')
  }
  if (code) {
    const use = { operatorId, code, driverId: driverId ?? null, beginsAt: startAt }
    await requireUsable(tx, use)
  }
  const { priceListId } = await choosePriceList(tx, operatorId, {
    connectorId,
    driverId: driverId ?? null,
    at: startAt,
  })
  const { timeZone, country } = location
  const place = { operatorId, timeZone, maxPowerW, country }
  return { ...place, priceListId, couponCode: code, partnerId }
}

async function priceExpected(
  core: Core,
  draft: Draft & { readonly priceList: LoadedPriceList },
  input: QuoteInput,
): Promise<StoredBill> {
  const { startAt, minutes, energyWh } = input
  const [reserved, parkedMinutes] = [input.reservedMinutes ?? 0, input.parkedMinutes ?? 0]
  const charging = expectedFacts({
    startAt: startAt.add({ minutes: reserved }),
    minutes: minutes - reserved - parkedMinutes,
    energyWh,
    parkedMinutes,
  })
  const reservedFrom = reserved > 0 ? startAt : null
  const facts = withReservation(charging, { reservedFrom, reservationExpired: false })
  const session = {
    ...draft,
    id: null,
    driverId: input.driverId ?? null,
    tokenType: input.tokenType ?? null,
    answers: null,
  }
  const { timeZone, priceList } = draft
  const [told] = await tellProvisionally(core, draft.operatorId, [{ session, priceList, facts }])
  const runner = await sparing(core, draft.operatorId, [priceList])
  const priced = await priceSession(runner, { timeZone, priceList, facts, told })
  if (priced.kind === 'parked')
    throw new Refusal('plugin-failed', { plugin: priced.plugin.id, cause: priced.plugin.cause })
  return priced.bill
}

interface ToStore {
  readonly input: QuoteInput
  readonly draft: Draft
  readonly priceList: LoadedPriceList
  readonly bill: StoredBill
}

async function store(core: QuotingCore, tx: EntityManager, made: ToStore): Promise<Quoted> {
  const { input, draft, priceList, bill } = made
  const { operatorId } = draft
  const { connectorId, startAt, energyWh } = input
  const reservedMinutes = input.reservedMinutes ?? 0
  const { currency } = bill
  const now = core.clock.now()
  const totalMinor = BigInt(bill.grossMinor)
  const promised: Omit<Quote, 'promise'> = {
    id: core.newId(),
    operatorId,
    connectorId,
    driverId: input.driverId ?? null,
    tokenType: input.tokenType ?? null,
    couponCode: draft.couponCode,
    priceListId: priceList.id,
    startAt,
    expectedSeconds: input.minutes * 60,
    expectedReservedSeconds: reservedMinutes * 60,
    expectedParkedSeconds: (input.parkedMinutes ?? 0) * 60,
    expectedEnergyWh: energyWh,
    currency,
    bill,
    prices: showPrices({ ...draft, priceList, startAt, bill, isReserved: reservedMinutes > 0 }),
    totalMinor,
    capMinor: priceList.capMinor,
    holdMinor: holdFor(totalMinor, currency, priceList),
    createdAt: now,
    expiresAt: expiryOf(startAt, now, reservedMinutes),
  }
  const promise = core.signer.sign(promiseOf(promised, priceList), promiseType)
  await insertRows(tx, Quote, { ...promised, promise })
  return { quoteId: promised.id }
}
