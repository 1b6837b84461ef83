/** Reads an amount of money that was sent: known currency, exact minor units, above zero. */

import { refuseInput } from '@wattline/billing'
import { isCurrency, type Money, parseAmount, showDecimal } from '@wattline/units'

import type { MoneyInput } from './money.type.js'

/**
 * @param path where the amount stands in the input
 * @throws Refusal `input-invalid` for an unknown currency, too many decimals, or nothing above zero
 */
export function readMoney(input: MoneyInput | null | undefined, path: string): Money | undefined {
  if (!input) return undefined
  const { currency } = input
  if (!isCurrency(currency)) {
    const message = `${currency} is no currency of ours`
    return refuseInput([{ path: `${path}.currency`, message }])
  }
  const amount = parseAmount(showDecimal(input.amount), currency)
  if (amount && amount.minor > 0n) return amount
  const message = `An amount above 0, with no more decimals than ${currency} has`
  return refuseInput([{ path: `${path}.amount`, message }])
}
