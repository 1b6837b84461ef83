/**
 * Stops requests that the library would send although they cannot be meant: bugs of ours, all of
 * them.
 */

import { assert } from '@wattline/units'

interface Asked {
  readonly idempotencyKey: string
  readonly merchantAccount: string
  readonly reference: string
}

/** @throws BrokenInvariant */
export function guardAsk({ idempotencyKey, merchantAccount, reference }: Asked): void {
  assert(
    /^[\x21-\x7e]{1,64}$/.test(idempotencyKey),
    'an idempotency key has 1 to 64 visible characters',
  )
  assert(merchantAccount !== '', 'a request names a merchant account')
  guardReference(reference)
}

/**
 * Colons are not escaped in what a webhook's signature covers, so a reference with one could be
 * read in two ways.
 *
 * @throws BrokenInvariant
 */
export function guardReference(reference: string): void {
  assert(
    /^[^:\\]{1,80}$/.test(reference),
    'a reference has 1 to 80 characters and neither ":" nor "\\"',
  )
}

/**
 * The library would call `/payments/undefined/captures` without a word.
 *
 * @throws BrokenInvariant
 */
export function guardPspReference(pspReference: string): void {
  assert(
    /^[0-9A-Za-z]{1,64}$/.test(pspReference) && pspReference !== 'undefined',
    'a pspReference has 1 to 64 letters and digits',
  )
}

/** @throws BrokenInvariant */
export function guardMetadata(metadata: Readonly<Record<string, string>>): void {
  const pairs = Object.entries(metadata)
  assert(pairs.length <= 20, 'metadata has at most 20 pairs')
  for (const [key, value] of pairs) {
    assert(key.length <= 20, `metadata key ${key} has at most 20 characters`)
    assert(value.length <= 80, `metadata ${key} has at most 80 characters`)
  }
}
