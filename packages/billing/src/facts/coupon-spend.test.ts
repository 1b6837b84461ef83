/** Tests what counts against a coupon: discounts of plugins that were told of it, and no others. */

import type { LoadedPriceList } from '../price-lists/load.js'
import type { StoredBill } from '../pricing/stored-bill.js'
import { couponPlugin, lookingPlugin } from '../testing/fact-plugins.js'
import { couponTakenMinor, discountsOf, mostOfCoupon } from './coupon-spend.js'

const { manifest } = couponPlugin
const told = (code: string | null, most: number | null) => ({ facts: { code, most }, series: {} })

test('the most is what was told, and nothing where there is no budget', () => {
  expect(mostOfCoupon({ manifest, told: told('X', 700) })).toBe(700)
  expect(mostOfCoupon({ manifest, told: told('X', null) })).toBeUndefined()
  expect(mostOfCoupon({ manifest, told: undefined })).toBeUndefined()
})

test('surcharges give nothing back', () => {
  expect(discountsOf([{ amount: -5 }, { amount: 9 }, { amount: -2 }])).toBe(7)
})

test('only discounts of a plugin that was told of a coupon are taken from it', () => {
  const other = lookingPlugin({ tier: { fact: 'membership.tier' } }).manifest
  const priceList = {
    plugins: [{ plugin: { hash: 'a', manifest } }, { plugin: { hash: 'b', manifest: other } }],
  } as unknown as LoadedPriceList
  const bill = (code: string | null, outcome = 'APPLIED') =>
    ({
      plugins: [
        { hash: 'a', outcome, told: told(code, null) },
        { hash: 'b', outcome: 'APPLIED', told: { facts: { tier: 'gold' }, series: {} } },
      ],
      lines: [
        { plugin: null, amountMinor: '500' },
        { plugin: { hash: 'a' }, amountMinor: '-120' },
        { plugin: { hash: 'a' }, amountMinor: '20' },
        { plugin: { hash: 'b' }, amountMinor: '-50' },
      ],
    }) as unknown as StoredBill
  expect(couponTakenMinor(bill('X'), priceList)).toBe(120n)
  expect(couponTakenMinor(bill(null), priceList)).toBe(0n)
  expect(couponTakenMinor(bill('X', 'FAILED'), priceList)).toBeUndefined()
})
