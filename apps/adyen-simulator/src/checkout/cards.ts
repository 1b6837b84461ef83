/** Reads the card of a payment request: Adyen's encrypted test fields, brand, and print. */

import { createHash } from 'node:crypto'

import { refuse } from './error.js'
import { type Body, optionalText, requiredText } from './fields.js'

export interface Card {
  readonly brand: string
  readonly lastFour: string
  readonly print: string
  readonly expiryMonth: string
  readonly expiryYear: string
  readonly holderName: string
  /** Whether security code and expiry are those of Adyen's test cards (03/2030, 737 or 7373). */
  readonly securityCodeFits: boolean
  readonly expiryFits: boolean
}

const rawFields = ['number', 'expiryMonth', 'expiryYear', 'cvc']

/** @throws CheckoutError for raw card data, fields no test key decrypts, and impossible numbers */
export function readCard(paymentMethod: Body): Card {
  if (rawFields.some(field => paymentMethod[field] !== undefined)) throw refuse.rawCard()
  const number = decrypt(paymentMethod, 'encryptedCardNumber')
  const brand = brandOf(number)
  if (!brand || !passesLuhn(number)) throw refuse.cardNumber()
  const expiryMonth = decrypt(paymentMethod, 'encryptedExpiryMonth')
  const expiryYear = decrypt(paymentMethod, 'encryptedExpiryYear')
  const securityCode = decrypt(paymentMethod, 'encryptedSecurityCode')
  return {
    brand,
    lastFour: number.slice(-4),
    print: createHash('sha256').update(number).digest('hex').slice(0, 32),
    expiryMonth,
    expiryYear,
    holderName: optionalText(paymentMethod, 'holderName') ?? '',
    securityCodeFits: securityCode === (brand === 'amex' ? '7373' : '737'),
    expiryFits: Number(expiryMonth) === 3 && expiryYear === '2030',
  }
}

/** Test data is encrypted by writing `test_` before it; real ciphertext has no key here. */
function decrypt(paymentMethod: Body, field: string): string {
  const text = requiredText(paymentMethod, field, 4096)
  const plain = /^test_(\d+)$/.exec(text)?.[1]
  if (!plain) throw refuse.undecryptable()
  return plain
}

function brandOf(number: string): string | undefined {
  if (/^4\d{15}$/.test(number)) return 'visa'
  if (/^(5[1-5]|2[2-7])\d{14}$/.test(number)) return 'mc'
  if (/^3[47]\d{13}$/.test(number)) return 'amex'
  return undefined
}

function passesLuhn(number: string): boolean {
  const digits = [...number].reverse().map(Number)
  const sum = digits.reduce((total, digit, at) => {
    const weighed = at % 2 === 0 ? digit : digit * 2
    return total + (weighed > 9 ? weighed - 9 : weighed)
  }, 0)
  return sum % 10 === 0
}
