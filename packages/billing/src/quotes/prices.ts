/** The prices a quote shows before a session, in the order of the law. Pure. */

import { isStrict, type PricePart, type PriceUnit, priceParts } from '@wattline/tariffs'
import {
  type Currency,
  divideHalfUp,
  formatAmount,
  type Instant,
  minorPerUnit,
  money,
  showScaled,
} from '@wattline/units'

import type { LoadedPriceList } from '../price-lists/load.js'
import type { StoredBill } from '../pricing/stored-bill.js'

/** One price, with all that a screen needs to show it. */
export interface ShownPrice {
  readonly kind: PricePart['kind'] | 'CAP' | 'DISCOUNT' | 'SURCHARGE'
  /** What it is for one of; null for what a plugin may add, which has no price of its own. */
  readonly unit: PriceUnit | null
  /** Major units, to four decimals; null where it is not known. */
  readonly net: string | null
  readonly gross: string | null
  readonly vatPercent: string | null
  /** When it applies, each to follow "applies"; all hold. Empty: always. */
  readonly when: readonly string[]
  /** Of a plugin's line: plugin and code. */
  readonly label: string | null
  /** Whether the session that was asked about pays it. */
  readonly isExpected: boolean
}

/** What is shown beside the total; frozen with the quote. */
export interface ShownPrices {
  readonly currency: Currency
  /** Regulation (EU) 2023/1804, Art. 5(4): from 50 kW, and below. */
  readonly order: 'kwh-then-occupancy' | 'kwh-minute-session-other'
  readonly components: readonly ShownPrice[]
  /** What the law would not have at such a point; null where nothing is to be said. */
  readonly notice: string | null
}

export interface PricesShownFor {
  readonly priceList: LoadedPriceList
  readonly timeZone: string
  readonly startAt: Instant
  /** Whether the connector is kept for the driver before the session. */
  readonly isReserved?: boolean
  readonly maxPowerW: number
  /** Where the connector stands, ISO 3166-1 alpha-2. */
  readonly country: string
  /** Of the expected session. */
  readonly bill: StoredBill
}

/** The order is a good one anywhere; the law that asks for it is the European Union's. */
const memberStates = new Set(
  'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' '),
)

export function showPrices(asked: PricesShownFor): ShownPrices {
  const { priceList, timeZone, bill } = asked
  const strict = isStrict(asked)
  const parts = priceParts(priceList.compiledFor(timeZone), asked)
  return {
    currency: priceList.currency,
    order: strict ? 'kwh-then-occupancy' : 'kwh-minute-session-other',
    components: [
      ...parts.map(part => ofTariff(part, bill)),
      ...priceList.plugins.flatMap(priced => ofPlugin(priced, bill)),
      ...(priceList.capMinor === null ? [] : [ofCap(priceList.capMinor, bill)]),
    ],
    notice: strict && memberStates.has(asked.country) ? noticeOf(parts) : null,
  }
}

function ofTariff(part: PricePart, { lines }: StoredBill): ShownPrice {
  const { kind, unit, net, gross, vatPercent, when, elementIndex, componentIndex } = part
  const isExpected = lines.some(
    ({ component, plugin, explanation }) =>
      component === kind &&
      plugin === null &&
      explanation.elementIndex === elementIndex &&
      explanation.componentIndex === componentIndex,
  )
  return { kind, unit, net, gross, vatPercent, when, label: null, isExpected }
}

const noPrice = { unit: null, net: null, gross: null, vatPercent: null, when: [] } as const

function ofPlugin(
  { plugin: { manifest, hash } }: LoadedPriceList['plugins'][number],
  { lines }: StoredBill,
): ShownPrice[] {
  return manifest.emits.map(({ code, kind }) => ({
    ...noPrice,
    kind,
    label: `${manifest.id} ${code}`,
    isExpected: lines.some(({ plugin }) => plugin?.hash === hash && plugin.code === code),
  }))
}

function ofCap(capMinor: bigint, { currency, lines }: StoredBill): ShownPrice {
  return {
    ...noPrice,
    kind: 'CAP',
    unit: 'session',
    gross: formatAmount(money(capMinor, currency)),
    label: null,
    isExpected: lines.some(({ component }) => component === 'CAP'),
  }
}

/**
 * The operator's to mend, and true only of ad hoc prices of newer points: so it refuses nothing.
 */
function noticeOf(parts: readonly PricePart[]): string | null {
  const beside = new Set(
    parts.flatMap(({ unit, kind, isForReservation }) =>
      unit === 'session' && !isForReservation ? [kind] : [],
    ),
  )
  const hasEnergy = parts.some(({ unit }) => unit === 'kWh')
  if (hasEnergy && beside.size === 0) return null
  const found = hasEnergy ? `it also has ${[...beside].join(', ')}` : 'it has no price per kWh'
  return (
    'Of a point of 50 kW or more deployed from 13 April 2024, an ad hoc price is per kWh, with ' +
    `at most an occupancy fee per minute (Regulation (EU) 2023/1804, Art. 5(4)); ${found}.`
  )
}

/** What decides the price of a kWh when everything is counted in. */
export interface Expected {
  readonly totalMinor: bigint
  readonly currency: Currency
  readonly expectedEnergyWh: bigint
}

/**
 * The expected total with tax, shared out over its kWh: major units to four decimals, half away
 * from zero. Null where no energy is expected.
 */
export function pricePerKwh({ totalMinor, currency, expectedEnergyWh }: Expected): string | null {
  if (expectedEnergyWh === 0n) return null
  const scaled = totalMinor * 1000n * 10_000n
  return showScaled(divideHalfUp(scaled, minorPerUnit(currency) * expectedEnergyWh), 4)
}
