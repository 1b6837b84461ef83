/**
 * Turns a priced session into the whole bill that one statement issues: invoice, lines, postings,
 * payment, events.
 */

import { debtorOf, entryJson, invoiceIssued } from '@wattline/ledger'
import { assert, decimal, type Instant } from '@wattline/units'

import { hashOf } from '../canonical.js'
import type { Core } from '../core.js'
import { couponTakenMinor } from '../facts/coupon-spend.js'
import { type OutgoingEvent, withJobId } from '../outbox/emit.js'
import { failuresOf, pluginFailed } from '../plugin-failures/failures-of.js'
import { noted } from '../plugin-failures/noted.js'
import { billInputs } from '../pricing/bill-inputs.js'
import type { StoredBill, StoredLine } from '../pricing/stored-bill.js'
import type { PricedSession } from './bill-sessions.js'
import type { PaymentRoute } from './invoice.entity.js'

/** As `issue_bills` takes it. */
export interface ComposedBill {
  readonly series: string
  readonly sessionId: string
  readonly [part: string]: unknown
}

/** Undefined when the session has no price. */
export function composeBill(
  core: Core,
  one: PricedSession,
  now: Instant,
): ComposedBill | undefined {
  if (one.price.kind === 'parked') return undefined
  const { session, energy } = one
  const { bill, needsReview } = one.price
  const grossMinor = BigInt(bill.grossMinor)
  assert(grossMinor >= 0n, 'a bill never comes to less than zero')
  const invoiceId = core.newId()
  const payment = session.holdId ? null : ownPayment(core, one, grossMinor)
  const paymentId = session.holdId ?? payment?.id
  const route = routeOf(one, grossMinor)
  const notice = grossMinor === 0n || route === 'bank' ? receipt(core, one, bill) : null
  const events: OutgoingEvent[] = [
    ...(paymentId ? [{ topic: 'collect', subjectId: paymentId } as const] : []),
    ...(notice ? [{ topic: 'notice', subjectId: notice.id } as const] : []),
  ]
  return {
    series: seriesOf(now, session.operator.timeZone),
    sessionId: session.id,
    invoice: {
      id: invoiceId,
      driverId: session.partnerId ? null : session.driverId,
      partnerId: session.partnerId,
      paymentRoute: route,
      currency: bill.currency,
      netMinor: bill.netMinor,
      vatMinor: bill.vatMinor,
      grossMinor: bill.grossMinor,
      priceListId: session.priceListId,
      issuedAt: now.toString(),
      ...proofOf(core, one, bill),
    },
    lines: bill.lines.map(line => lineJson(core, line)),
    taxes: bill.taxes,
    entries: [entryOf(core, { one, bill, invoiceId, now })],
    payment,
    notice,
    outbox: events.map(withJobId),
    ...troublesOf(core, one, invoiceId),
    session: {
      energyWh: energy.totalWh.toString(),
      energySource: energy.source,
      needsReview,
    },
    ...(session.couponCode && {
      couponTakenMinor: couponTakenMinor(bill, one.priceList)?.toString(),
    }),
  }
}

/** What was found about its readings, and what failed. */
function troublesOf(core: Core, one: PricedSession, invoiceId: string) {
  const { session, findings, price, priceList } = one
  const plugins = failuresOf(price, priceList)
  return {
    irregularities: [
      ...findings.map(({ code, detail }) => ({ code, detail })),
      ...(plugins.length > 0 ? [{ code: pluginFailed, detail: { plugins } }] : []),
    ],
    failures: noted(core, plugins, { sessionId: session.id, invoiceId }),
  }
}

/** Invoice numbers begin anew each year, by the operator's calendar. */
export function seriesOf(now: Instant, timeZone: string): string {
  return String(now.toZonedDateTimeISO(timeZone).year)
}

function routeOf({ session }: PricedSession, grossMinor: bigint): PaymentRoute {
  if (grossMinor === 0n) return 'none'
  return session.partnerId ? 'bank' : 'provider'
}

/**
 * A session without a hold (history, or one whose hold was refused) is paid with the driver's
 * stored means.
 */
function ownPayment(core: Core, { session }: PricedSession, grossMinor: bigint) {
  if (grossMinor === 0n || session.partnerId || !session.method) return null
  const id = core.newId()
  return {
    id,
    driverId: session.driverId,
    partnerId: null,
    currency: session.currency,
    askedMinor: grossMinor.toString(),
    merchantAccount: session.operator.merchantAccount,
    merchantReference: `payment-${id}`,
    means: { kind: 'stored', ...session.method, driverPresent: false },
  }
}

function receipt(core: Core, { session }: PricedSession, bill: StoredBill) {
  return {
    id: core.newId(),
    partnerId: session.partnerId,
    driverId: session.driverId,
    payload: { sessionId: session.id, currency: bill.currency, grossMinor: bill.grossMinor },
  }
}

/**
 * What the bill was made from: the same inputs give the same bill, or the hash names that they
 * differ.
 */
function proofOf(core: Core, one: PricedSession, bill: StoredBill) {
  const { session, energy, priceList, findings } = one
  const inputs = billInputs({
    session,
    endedAt: session.endedAt.toString(),
    priceList,
    plugins: bill.plugins,
  })
  const proof = {
    ...inputs,
    readingCount: session.readings.length,
    energySource: energy.source,
    engine: core.runner.engine,
    findings: findings.map(({ code }) => code),
    ...(session.ruling ? { ruling: session.ruling } : {}),
    warnings: bill.warnings,
  }
  return { inputsHash: hashOf(inputs), proof }
}

function lineJson(core: Core, line: StoredLine) {
  const { plugin, ...rest } = line
  return {
    ...rest,
    id: core.newId(),
    pluginId: plugin?.id ?? null,
    pluginVersion: plugin?.version ?? null,
    pluginHash: plugin?.hash ?? null,
    paramsHash: plugin?.paramsHash ?? null,
  }
}

interface ToBook {
  readonly one: PricedSession
  readonly bill: StoredBill
  readonly invoiceId: string
  readonly now: Instant
}

function entryOf(core: Core, { one: { session }, bill, invoiceId, now }: ToBook) {
  const stamp = { id: core.newId(), occurredAt: now, recordedAt: now }
  return entryJson(
    invoiceIssued(stamp, {
      invoiceId,
      sessionId: session.id,
      debtor: debtorOf(session),
      country: session.operator.country,
      currency: bill.currency,
      taxes: bill.taxes.map(({ vatPercent, netMinor, vatMinor }) => ({
        vatPercent: vatPercent === null ? null : decimal(vatPercent),
        netMinor: BigInt(netMinor),
        vatMinor: BigInt(vatMinor),
      })),
    }),
  )
}
