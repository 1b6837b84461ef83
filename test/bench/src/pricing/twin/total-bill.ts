/** Rounds the twin's lines to cents, adds VAT once per rate, and shows it all as a bill. */

import { type Decimal, decimal, roundTo, zero } from './arithmetic.js'
import type { TwinLine } from './price-periods.js'
import type { TwinDimension } from './read-tariff.js'

export interface TwinBillLine {
  readonly position: number
  readonly component: TwinDimension
  readonly quantity: string
  readonly unit: string
  readonly unitPrice: string
  readonly vatPercent: string
  readonly amount: string
}

export interface TwinBill {
  readonly lines: readonly TwinBillLine[]
  readonly taxes: readonly { vatPercent: string; net: string; vat: string; gross: string }[]
  readonly net: string
  readonly vat: string
  readonly gross: string
}

const units = { FLAT: 'session', ENERGY: 'kWh', TIME: 'h', PARKING_TIME: 'h' }
const secondsPerHour = decimal(3600)
const hundred = decimal(100)

export function totalBill(priced: readonly TwinLine[]): TwinBill {
  const nets = new Map<string, Decimal>()
  const lines = priced.map(({ component, quantity }, index) => {
    const { type, price, vat } = component
    const isTime = type === 'TIME' || type === 'PARKING_TIME'
    // Of times, the product is 3600 times the amount, and exact.
    const amount = price.times(quantity)
    const net = roundTo(isTime ? amount.div(secondsPerHour) : amount, 2)
    const vatPercent = vat.toString()
    nets.set(vatPercent, (nets.get(vatPercent) ?? zero).plus(net))
    return {
      position: index + 1,
      component: type,
      quantity: (isTime ? roundTo(quantity.div(secondsPerHour), 6) : quantity).toString(),
      unit: units[type],
      unitPrice: price.toString(),
      vatPercent,
      amount: net.toFixed(2),
    }
  })
  let [totalNet, totalVat] = [zero, zero]
  const taxes = [...nets].map(([vatPercent, net]) => {
    const vat = roundTo(net.times(decimal(vatPercent)).div(hundred), 2)
    totalNet = totalNet.plus(net)
    totalVat = totalVat.plus(vat)
    return {
      vatPercent,
      net: net.toFixed(2),
      vat: vat.toFixed(2),
      gross: net.plus(vat).toFixed(2),
    }
  })
  return {
    lines,
    taxes,
    net: totalNet.toFixed(2),
    vat: totalVat.toFixed(2),
    gross: totalNet.plus(totalVat).toFixed(2),
  }
}
