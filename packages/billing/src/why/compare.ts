/**
 * Finds every place in which what was known when a bill was issued and what is known now differ.
 */

import { canonicalJson } from '../canonical.js'

/** One difference: null where there was nothing, or is nothing any more. */
export interface Change {
  /** Such as `bill.lines[0].quantity` or `inputs.readings`. */
  readonly path: string
  readonly billed: string | null
  readonly now: string | null
}

/**
 * Compares what JSON can say, place by place; equal values have no change, whatever their order.
 */
export function compare(billed: unknown, now: unknown, path: string): Change[] {
  if (isNested(billed) && isNested(now) && Array.isArray(billed) === Array.isArray(now)) {
    const keys = new Set([...Object.keys(billed), ...Object.keys(now)])
    return [...keys].flatMap(key => {
      const place = Array.isArray(billed) ? `${path}[${key}]` : `${path}.${key}`
      return compare(billed[key], now[key], place)
    })
  }
  const [before, after] = [show(billed), show(now)]
  return before === after ? [] : [{ path, billed: before, now: after }]
}

function isNested(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object'
}

function show(value: unknown): string | null {
  if (value === undefined || value === null) return null
  return isNested(value) ? canonicalJson(value) : String(value)
}
