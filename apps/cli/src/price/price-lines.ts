/** Prices a stream of cases, one a line, and answers each with one line in the same order. */

import { type PricedCase, priceCase, type RefusedCase } from '@wattline/tariffs'

import { parseJson } from '../documents/read-json.js'
import type { Line } from '../documents/read-lines.js'

export interface Answer {
  /** Of the line in the input, from 1. */
  readonly number: number
  readonly priced: PricedCase
}

/** Empty lines are passed over. A line that cannot be priced costs no other line. */
export async function* priceLines(lines: AsyncIterable<Line>): AsyncGenerator<Answer> {
  for await (const { number, text } of lines) {
    if (text.trim() === '') continue
    yield { number, priced: priceText(text) }
  }
}

function priceText(text: string): PricedCase {
  const parsed = parseJson(text)
  if ('value' in parsed) return priceCase(parsed.value)
  const message = `not JSON from column ${parsed.column} on`
  return { name: null, error: 'not_json', message }
}

export function isRefused(priced: PricedCase): priced is RefusedCase {
  return 'error' in priced
}
