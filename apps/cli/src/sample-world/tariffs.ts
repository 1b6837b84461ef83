/** The tariffs of the sample sites, as OCPI documents. */

/** Prices with VAT, cheaper from 22 to 6 by the site's clock, and half a euro to begin with. */
export function dayAndNight() {
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
export function withParking() {
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

/** Parking is priced at 0, so that a plugin's fee for it has a component to stand on. */
export function flatAndEnergy() {
  return {
    id: 'KBH-AC',
    currency: 'DKK',
    tax_included: 'YES',
    elements: [
      {
        price_components: [
          { type: 'FLAT', price: 5.0, vat: 25, step_size: 1 },
          { type: 'ENERGY', price: 3.25, vat: 25, step_size: 1 },
          { type: 'PARKING_TIME', price: 0.0, vat: 25, step_size: 1 },
        ],
      },
    ],
    last_updated: '2026-01-01T00:00:00Z',
  }
}

/** For sites whose price is a plugin's. */
export function freeEnergy(id: string) {
  return {
    id,
    currency: 'DKK',
    tax_included: 'YES',
    elements: [{ price_components: [{ type: 'ENERGY', price: 0.0, vat: 25, step_size: 1 }] }],
    last_updated: '2026-01-01T00:00:00Z',
  }
}
