/** Tests that only a missing measurement that could have mattered is warned of. */

import { compileTariff } from '../compile/compile-tariff.js'
import { parseTariff } from '../parse/parse-tariff.js'
import type { ChargingPeriod } from './rated.js'
import { unmeasured } from './unmeasured.js'

const { tariff } = parseTariff({
  id: 'T',
  currency: 'EUR',
  elements: [
    { price_components: [{ type: 'TIME', price: 1 }], restrictions: { max_current: 32 } },
    { price_components: [{ type: 'PARKING_TIME', price: 1 }] },
  ],
})
if (!tariff) throw new Error('the sample tariff is sound')
const compiled = compileTariff(tariff, 'UTC')

function period(used: Partial<ChargingPeriod['quantities']>, isMeasured: boolean): ChargingPeriod {
  const quantities = { ENERGY: 0, TIME: 0, PARKING_TIME: 0, RESERVATION_TIME: 0, ...used }
  const level = { trough: 1, peak: 1 }
  return { start: isMeasured ? { current: level } : {}, quantities } as ChargingPeriod
}

test.each([
  ['time without a current', [period({ TIME: 1 }, false)], 'in charging period 1:'],
  ['two such periods', [1, 2].map(() => period({ TIME: 1 }, false)), 'in charging periods 1, 2:'],
  ['time with a current', [period({ TIME: 1 }, true)], undefined],
  ['a dimension that hangs on nothing', [period({ PARKING_TIME: 1 }, false)], undefined],
])('%s', (_, periods, message) => {
  const found = unmeasured(periods, () => compiled)
  if (message === undefined) expect(found).toEqual([])
  else
    expect(found).toMatchObject([{ measure: 'current', message: expect.stringContaining(message) }])
})
