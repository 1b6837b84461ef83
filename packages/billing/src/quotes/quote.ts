/**
 * Quotes a session: freezes the price list, shows the lines expected, and says what hold to ask
 * for.
 */

import { inScope, insertRows } from '@wattline/database'
import { expectedFacts } from '@wattline/tariffs'
import type { Instant } from '@wattline/units'
import type { EntityManager } from 'typeorm'

import { type Authority, requireRole } from '../authority.js'
import type { Core } from '../core.js'
import { Driver } from '../drivers/driver.entity.js'
import { once, storedResult } from '../once.js'
import { choosePriceList } from '../price-lists/choose.js'
import { type LoadedPriceList, loadPriceList } from '../price-lists/load.js'
import { priceSession } from '../pricing/price-sessions.js'
import type { StoredBill } from '../pricing/stored-bill.js'
import { type InputFault, Refusal, refuseInput } from '../refusal.js'
import { findPlug } from '../sites/find-plug.js'
import { holdFor } from './hold.js'
import { Quote } from './quote.entity.js'
import { expiryOf, startFault } from './window.js'

export interface QuoteInput {
  readonly connectorId: string
  readonly driverId?: string | null
  /** From five minutes ago to seven days ahead. */
  readonly startAt: Instant
  /** How long the vehicle stays. */
  readonly minutes: number
  /** Whole Wh expected over the charging time. */
  readonly energyWh: bigint
  /** Of the minutes, how many at the end it no longer charges. */
  readonly parkedMinutes?: number | null
  readonly idempotencyKey: string
}

/**
 * Prices an expected session with the price list that applies then. The list is frozen: a session
 * started under the quote is billed by it, whatever is published in between.
 *
 * @throws Refusal `not-found`, `price-list-missing`, `plugin-failed`, `input-invalid`
 */
export async function quote(core: Core, authority: Authority, input: QuoteInput): Promise<Quoted> {
  requireRole(authority, 'partner', 'operator', 'support')
  refuseNonsense(input)
  const { holderId } = authority
  const ask = { holderId, key: input.idempotencyKey, input: ['quote', shown(input)] }
  // Priced before the write: the plugins are asked outside any transaction.
  const draft = await inScope(core.db, authority.scope, async tx => {
    const earlier = await storedResult<Quoted>(tx, ask)
    return earlier ?? draw(core, tx, input)
  })
  if ('result' in draft) return draft.result
  const { operatorId } = draft
  const priceList = await loadPriceList(core.db, operatorId, draft.priceListId)
  const bill = await priceExpected(core, { timeZone: draft.timeZone, priceList }, input)
  return once(core, { ...ask, operatorId }, tx => store(core, tx, { input, priceList, bill }))
}

export interface Quoted {
  readonly quoteId: string
}

interface Draft {
  readonly operatorId: string
  readonly timeZone: string
  readonly priceListId: string
}

/** What is priced: the price list that applies at the connector and start asked for. */
async function draw(core: Core, tx: EntityManager, input: QuoteInput): Promise<Draft> {
  const { connectorId, driverId, startAt } = input
  const fault = startFault(startAt, core.clock.now())
  if (fault) refuseInput([fault])
  const { connector, location } = await findPlug(tx, connectorId)
  const { operatorId } = connector
  if (driverId && !(await tx.findOneBy(Driver, { id: driverId, operatorId }))) {
    throw new Refusal('driver-unknown')
  }
  const priceListId = await choosePriceList(tx, operatorId, { connectorId, at: startAt })
  return { operatorId, timeZone: location.timeZone, priceListId }
}

interface ToStore {
  readonly input: QuoteInput
  readonly priceList: LoadedPriceList
  readonly bill: StoredBill
}

async function store(core: Core, tx: EntityManager, made: ToStore): Promise<Quoted> {
  const { input, priceList, bill } = made
  const now = core.clock.now()
  const quoteId = core.newId()
  const totalMinor = BigInt(bill.grossMinor)
  await insertRows(tx, Quote, {
    id: quoteId,
    operatorId: priceList.operatorId,
    connectorId: input.connectorId,
    driverId: input.driverId ?? null,
    priceListId: priceList.id,
    startAt: input.startAt,
    expectedSeconds: input.minutes * 60,
    expectedParkedSeconds: (input.parkedMinutes ?? 0) * 60,
    expectedEnergyWh: input.energyWh,
    currency: bill.currency,
    bill,
    totalMinor,
    capMinor: priceList.capMinor,
    holdMinor: holdFor(totalMinor, bill.currency, priceList),
    createdAt: now,
    expiresAt: expiryOf(input.startAt, now),
  })
  return { quoteId }
}

async function priceExpected(
  core: Core,
  draft: { timeZone: string; priceList: LoadedPriceList },
  input: QuoteInput,
): Promise<StoredBill> {
  const { startAt, minutes, energyWh } = input
  const parkedMinutes = input.parkedMinutes ?? 0
  const charging = { startAt, minutes: minutes - parkedMinutes, energyWh }
  const facts = expectedFacts({ ...charging, parkedMinutes })
  const priced = await priceSession(core.runner, { ...draft, facts })
  if (priced.kind === 'parked')
    throw new Refusal('plugin-failed', { plugin: priced.plugin.id, cause: priced.plugin.cause })
  return priced.bill
}

function refuseNonsense(input: QuoteInput): void {
  const faults: InputFault[] = []
  const parked = input.parkedMinutes ?? 0
  if (!Number.isInteger(input.minutes) || input.minutes < 1 || input.minutes > 7 * 1440) {
    faults.push({ path: 'minutes', message: 'Whole minutes from 1 to 10080' })
  }
  if (!Number.isInteger(parked) || parked < 0 || parked > input.minutes) {
    faults.push({ path: 'parkedMinutes', message: 'Whole minutes, at most those of the session' })
  }
  if (input.energyWh < 0n || input.energyWh > 1_000_000n) {
    faults.push({ path: 'energyKwh', message: 'From 0 to 1000 kWh' })
  }
  if (faults.length > 0) refuseInput(faults)
}

function shown(input: QuoteInput): unknown {
  return { ...input, startAt: input.startAt.toString() }
}
