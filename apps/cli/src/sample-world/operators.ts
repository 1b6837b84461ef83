/** Two operators to look around in: their sites, prices, plugins and drivers, as data. */

import { sampleMerchantAccount } from '../start/environment.js'
import type { KnownOperator } from '../world/operator.js'
import type { KnownPriceList } from '../world/price-list.js'

export interface SamplePlug {
  readonly standard: string
  readonly powerType: 'AC_3_PHASE' | 'DC'
  readonly maxPowerW: number
}

/** What people do at a site, from the shortest to the longest visit. */
export interface Habit {
  readonly minutes: readonly [number, number]
  readonly kwh: readonly [number, number]
}

export interface SampleSite {
  readonly ocpiId: string
  readonly name: string
  readonly city: string
  readonly plug: SamplePlug
  readonly plugs: number
  readonly habit: Habit
  /** How many of the operator's past sessions took place here. */
  readonly sessions: number
  readonly prices: Pick<KnownPriceList, 'tariff' | 'plugins'>
}

export interface SampleOperator {
  readonly operator: KnownOperator
  readonly partner: string
  readonly drivers: readonly string[]
  readonly sites: readonly SampleSite[]
}

const dc: SamplePlug = { standard: 'IEC_62196_T2_COMBO', powerType: 'DC', maxPowerW: 150_000 }
const ac: SamplePlug = { standard: 'IEC_62196_T2', powerType: 'AC_3_PHASE', maxPowerW: 22_000 }

const quick: Habit = { minutes: [12, 45], kwh: [8, 55] }
const street: Habit = { minutes: [50, 420], kwh: [5, 48] }
const office: Habit = { minutes: [90, 330], kwh: [4, 30] }

const rheinstrom: SampleOperator = {
  operator: {
    id: '01900000-0000-7000-8000-00000000de01',
    name: 'Rheinstrom',
    country: 'DE',
    currency: 'EUR',
    timeZone: 'Europe/Berlin',
    merchantAccount: sampleMerchantAccount,
    invoicePrefix: 'RHEIN',
  },
  partner: 'Ladeblick',
  drivers: ['Ada Winter', 'Ben Aydin', 'Clara Vogt', 'David Roth', 'Elif Kaya', 'Finn Brandt'],
  sites: [
    {
      ocpiId: 'DE-KOELN-1',
      name: 'Köln, Deutzer Brücke',
      city: 'Köln',
      plug: dc,
      plugs: 4,
      habit: quick,
      sessions: 420,
      prices: { tariff: dayAndNight(), plugins: [] },
    },
    {
      ocpiId: 'DE-BONN-1',
      name: 'Bonn, Rheinaue',
      city: 'Bonn',
      plug: ac,
      plugs: 6,
      habit: street,
      sessions: 380,
      prices: {
        tariff: withParking(),
        plugins: [
          {
            id: 'off-peak',
            params: {
              windowStart: '22:00',
              windowEnd: '06:00',
              weekdays: [1, 2, 3, 4, 5, 6, 7],
              discountBp: 2000,
            },
          },
        ],
      },
    },
  ],
}

const sundlad: SampleOperator = {
  operator: {
    id: '01900000-0000-7000-8000-00000000dc01',
    name: 'Sundlad',
    country: 'DK',
    currency: 'DKK',
    timeZone: 'Europe/Copenhagen',
    merchantAccount: sampleMerchantAccount,
    invoicePrefix: 'SUND',
  },
  partner: 'Elbilen',
  drivers: ['Asta Holm', 'Bo Lund', 'Freja Krogh', 'Johan Friis', 'Maja Skov', 'Viggo Dahl'],
  sites: [
    {
      ocpiId: 'DK-KBH-1',
      name: 'København, Islands Brygge',
      city: 'København',
      plug: ac,
      plugs: 4,
      habit: street,
      sessions: 280,
      prices: { tariff: flatAndEnergy(), plugins: [] },
    },
    {
      ocpiId: 'DK-ARH-1',
      name: 'Aarhus, kontorparken',
      city: 'Aarhus',
      plug: ac,
      plugs: 10,
      habit: office,
      sessions: 800,
      prices: {
        tariff: freeEnergy(),
        plugins: [
          {
            id: 'workplace-time',
            params: {
              freeMinutes: 240,
              ratePerHour: 10_000_000,
              blockMinutes: 15,
              minimum: 5_000_000,
            },
          },
        ],
      },
    },
  ],
}

export const sampleOperators: readonly SampleOperator[] = [rheinstrom, sundlad]

/** Prices with VAT, cheaper from 22 to 6 by the site's clock, and half a euro to begin with. */
function dayAndNight() {
  const energy = (price: number) => ({ type: 'ENERGY', price, vat: 19, step_size: 1 })
  const start = { type: 'FLAT', price: 0.5, vat: 19, step_size: 1 }
  return {
    id: 'KOELN-DC',
    currency: 'EUR',
    tax_included: 'YES',
    elements: [
      {
        price_components: [energy(0.49), start],
        restrictions: { start_time: '22:00', end_time: '06:00' },
      },
      { price_components: [energy(0.59), start] },
    ],
    last_updated: '2026-01-01T00:00:00Z',
  }
}

/**
 * Prices without VAT; whoever stays after charging pays from the fourth hour on, in steps of five
 * minutes.
 */
function withParking() {
  const energy = { type: 'ENERGY', price: 0.42, vat: 19, step_size: 1 }
  return {
    id: 'BONN-AC',
    currency: 'EUR',
    tax_included: 'NO',
    elements: [
      {
        price_components: [energy, { type: 'PARKING_TIME', price: 3.0, vat: 19, step_size: 300 }],
        restrictions: { min_duration: 14_400 },
      },
      { price_components: [energy] },
    ],
    last_updated: '2026-01-01T00:00:00Z',
  }
}

function flatAndEnergy() {
  return {
    id: 'KBH-AC',
    currency: 'DKK',
    tax_included: 'YES',
    elements: [
      {
        price_components: [
          { type: 'FLAT', price: 5.0, vat: 25, step_size: 1 },
          { type: 'ENERGY', price: 3.25, vat: 25, step_size: 1 },
        ],
      },
    ],
    last_updated: '2026-01-01T00:00:00Z',
  }
}

function freeEnergy() {
  return {
    id: 'AARHUS-OFFICE',
    currency: 'DKK',
    tax_included: 'YES',
    elements: [{ price_components: [{ type: 'ENERGY', price: 0.0, vat: 25, step_size: 1 }] }],
    last_updated: '2026-01-01T00:00:00Z',
  }
}
