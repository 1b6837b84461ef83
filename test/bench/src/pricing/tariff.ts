/** The tariff that is benchmarked: five elements, four kinds of restriction, two VAT rates. */

export const timeZones = [
  'Europe/Berlin',
  'Europe/London',
  'America/New_York',
  'Australia/Sydney',
] as const

/** An OCPI 2.2.1 Tariff, as text because both engines read it themselves. */
export const tariffText = JSON.stringify({
  country_code: 'DE',
  party_id: 'WAT',
  id: 'BENCH',
  currency: 'EUR',
  last_updated: '2026-01-01T00:00:00Z',
  elements: [
    {
      restrictions: {
        start_time: '08:00',
        end_time: '18:00',
        day_of_week: ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY'],
      },
      price_components: [
        { type: 'ENERGY', price: 0.59, vat: 19, step_size: 1 },
        { type: 'TIME', price: 1.2, vat: 19, step_size: 60 },
      ],
    },
    {
      restrictions: { min_kwh: 30 },
      price_components: [{ type: 'ENERGY', price: 0.4725, vat: 19, step_size: 1 }],
    },
    {
      restrictions: { min_duration: 14_400 },
      price_components: [
        { type: 'TIME', price: 2.4, vat: 19, step_size: 60 },
        { type: 'PARKING_TIME', price: 6, vat: 7, step_size: 300 },
      ],
    },
    {
      restrictions: { start_time: '22:00', end_time: '06:00' },
      price_components: [{ type: 'ENERGY', price: 0.39, vat: 19, step_size: 1 }],
    },
    {
      price_components: [
        { type: 'FLAT', price: 0.5, vat: 19, step_size: 1 },
        { type: 'ENERGY', price: 0.54, vat: 19, step_size: 1 },
        { type: 'TIME', price: 0.6, vat: 19, step_size: 60 },
        { type: 'PARKING_TIME', price: 2.4, vat: 7, step_size: 300 },
      ],
    },
  ],
})
