/**
 * Holds what is about to happen against the promise that was signed: another price list, or a price
 * above the cap, is a bug of ours, and nothing is billed by it.
 */

import { assert } from '@wattline/units'
import type { DataSource, EntityManager } from 'typeorm'

import { canonicalJson } from '../canonical.js'
import type { LoadedPriceList } from '../price-lists/load.js'
import { keyIdOf, openDocument } from '../signing/jws.js'
import { publicKey } from '../signing/public-keys.js'
import { type PricePromise, promisedPriceList, promiseType, termsOf } from './promise.js'
import type { Quote } from './quote.entity.js'

type Source = Pick<DataSource | EntityManager, 'query'>

/** @throws BrokenInvariant unless a key of the platform signed exactly this */
export async function readPromise(source: Source, jws: string): Promise<PricePromise> {
  const keyId = keyIdOf(jws)
  const key = keyId === undefined ? undefined : await publicKey(source, keyId)
  const document = key && openDocument(jws, promiseType, key)
  assert(document, `the promise of a quote is signed by a key of ours (${keyId})`)
  return document as PricePromise
}

/** @throws BrokenInvariant when a stored quote says anything else than what was signed */
export async function requireGenuine(source: Source, quote: Quote): Promise<void> {
  const { priceList, ...terms } = await readPromise(source, quote.promise)
  const isGenuine =
    canonicalJson(terms) === canonicalJson(termsOf(quote)) && priceList.id === quote.priceListId
  assert(isGenuine, `quote ${quote.id} is what was signed`)
}

/** A session as far as its promise reaches. */
export interface Promised {
  readonly id: string
  readonly quoteId: string | null
  /** The signed promise of its quote. */
  readonly promise: string | null
}

/** @throws BrokenInvariant when the session is about to be priced by another list than promised */
export async function requirePromised(
  source: Source,
  session: Promised,
  priceList: LoadedPriceList,
): Promise<void> {
  if (session.quoteId === null) return
  assert(session.promise, `quote ${session.quoteId} of session ${session.id} exists`)
  const promised = await readPromise(source, session.promise)
  const isKept =
    promised.quoteId === session.quoteId &&
    promised.capMinor === (priceList.capMinor?.toString() ?? null) &&
    canonicalJson(promised.priceList) === canonicalJson(promisedPriceList(priceList))
  assert(isKept, `session ${session.id} is priced by the price list that was promised`)
}
