/** Two operators to look around in: their sites, prices, plugins and drivers, as data. */

import { sampleMerchantAccount } from '../start/environment.js'
import type { KnownOperator } from '../world/operator.js'
import type { KnownPriceList } from '../world/price-list.js'
import type { SampleFacts } from './facts.js'
import { dayAndNight, flatAndEnergy, freeEnergy, withParking } from './tariffs.js'

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
  /** What the plugins of its price lists read. */
  readonly facts: SampleFacts
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
      prices: {
        tariff: dayAndNight(),
        plugins: [
          {
            id: 'loyalty',
            params: {
              days: 30,
              countBy: 'SESSIONS',
              tiers: [
                { from: 15, shareBp: 300 },
                { from: 30, shareBp: 500 },
              ],
            },
          },
          {
            id: 'promotion',
            params: { campaign: 'Herbst', shareBp: 1000, fixedAmount: 1_000_000 },
          },
        ],
      },
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
  facts: {
    coupons: [{ campaign: 'Herbst', code: 'HERBST10', site: 'DE-KOELN-1', oneVisitIn: 12 }],
    memberships: [],
    series: [],
  },
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
      prices: {
        tariff: flatAndEnergy(),
        plugins: [
          {
            id: 'membership',
            params: {
              rates: [
                { tier: 'Grøn', ratePerKwh: 2_750_000 },
                { tier: 'Guld', ratePerKwh: 2_250_000 },
              ],
              freeWhPerMonth: 20_000,
            },
          },
          {
            id: 'idle-grace',
            params: {
              graceSeconds: 1200,
              ratePerHour: 30_000_000,
              quietStart: '22:00',
              quietEnd: '07:00',
              quietWeekdays: [1, 2, 3, 4, 5, 6, 7],
              mostPerSession: 100_000_000,
            },
          },
        ],
      },
    },
    {
      ocpiId: 'DK-ARH-1',
      name: 'Aarhus, kontorparken',
      city: 'Aarhus',
      plug: ac,
      plugs: 10,
      habit: office,
      sessions: 570,
      prices: {
        tariff: freeEnergy('AARHUS-OFFICE'),
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
    {
      ocpiId: 'DK-ODE-1',
      name: 'Odense, Havnegade',
      city: 'Odense',
      plug: ac,
      plugs: 4,
      habit: street,
      sessions: 200,
      prices: {
        tariff: freeEnergy('ODENSE-SPOT'),
        plugins: [
          {
            id: 'day-ahead',
            params: {
              area: 'DK1',
              marginPerKwh: 900_000,
              floorPerKwh: 500_000,
              capPerKwh: 6_000_000,
              fallbackPerKwh: 3_000_000,
            },
          },
        ],
      },
    },
  ],
  facts: {
    coupons: [],
    memberships: [
      { driver: 'Asta Holm', tier: 'Guld' },
      { driver: 'Bo Lund', tier: 'Grøn' },
      { driver: 'Maja Skov', tier: 'Grøn' },
    ],
    series: ['DK1'],
  },
}

export const sampleOperators: readonly SampleOperator[] = [rheinstrom, sundlad]
