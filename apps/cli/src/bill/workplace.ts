/**
 * The profile of the workplace data: 25 sites, 105 stations, a year of sessions with the fee really
 * charged (Asensio et al., Scientific Data 2021, doi:10.7910/DVN/QF1PMO).
 */

import type { Profile } from './profile.js'

/**
 * Four hours free, then 1 USD an hour in completed five-minute blocks, at least 0.50 once the four
 * are over.
 */
export const workplace: Profile = {
  name: 'workplace',
  operator: {
    id: '01900000-0000-7000-8000-00000000b111',
    name: 'Workplace',
    country: 'US',
    currency: 'USD',
    timeZone: 'UTC',
    invoicePrefix: 'WORK',
  },
  columns: {
    sessionId: 'sessionId',
    energyKwh: 'kwhTotal',
    fee: 'dollars',
    startedAt: 'created',
    endedAt: 'ended',
    driver: 'userId',
    connector: 'stationId',
    location: 'locationId',
  },
  // The file writes 0014 for 2014, and local time of an unnamed zone: only durations are priced.
  time: { timeZone: 'UTC', yearsToAdd: 2000 },
  connectors: { standard: 'IEC_62196_T1', powerType: 'AC_1_PHASE', maxPowerW: 7200 },
  priceList: {
    name: 'Workplace charging',
    startsAt: '2014-01-01T00:00:00Z',
    tariff: {
      country_code: 'US',
      party_id: 'WRK',
      id: 'WORKPLACE',
      currency: 'USD',
      tax_included: 'N/A',
      elements: [{ price_components: [{ type: 'ENERGY', price: 0.0, step_size: 1 }] }],
      last_updated: '2014-01-01T00:00:00Z',
    },
    plugin: {
      id: 'workplace-time',
      params: { freeMinutes: 240, ratePerHour: 1_000_000, blockMinutes: 5, minimum: 500_000 },
    },
  },
}

export const profiles: readonly Profile[] = [workplace]
