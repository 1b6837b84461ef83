/** Makes parameters as an operator might set them: valid by the plugin's schema, edges included. */

import type { Golden, Params } from '@wattline/plugin-sdk'
import fc, { type Arbitrary } from 'fast-check'

import { createParamsCheck, type Schema } from './params-schema.js'

/** Where a schema sets no limit, an operator does. */
const integersWithout = { min: -1_000_000_000, max: 1_000_000_000 }
const maxItemsWithout = 8
const maxLengthWithout = 40

const numberOr = (value: unknown, otherwise: number): number =>
  typeof value === 'number' ? value : otherwise

function anyInteger(schema: Schema): Arbitrary<unknown> {
  const lowest = numberOr(schema.exclusiveMinimum, Number.NEGATIVE_INFINITY) + 1
  const highest = numberOr(schema.exclusiveMaximum, Number.POSITIVE_INFINITY) - 1
  const top = Math.min(numberOr(schema.maximum, integersWithout.max), highest)
  const bottom = Math.max(numberOr(schema.minimum, Math.min(integersWithout.min, top)), lowest)
  const step = Math.max(1, Math.ceil(numberOr(schema.multipleOf, 1)))
  const min = Math.ceil(bottom / step)
  const max = Math.max(min, Math.floor(Math.max(top, bottom) / step))
  return fc.integer({ min, max }).map(times => times * step)
}

function anyText(schema: Schema): Arbitrary<unknown> {
  const minLength = numberOr(schema.minLength, 0)
  const maxLength = Math.max(minLength, Math.min(numberOr(schema.maxLength, maxLengthWithout), 200))
  if (typeof schema.pattern === 'string') return fc.stringMatching(new RegExp(schema.pattern, 'u'))
  return fc.string({ minLength, maxLength })
}

function anyList(schema: Schema): Arbitrary<unknown> {
  const item = anyValue(schema.items as Schema)
  const minLength = numberOr(schema.minItems, 0)
  const maxLength = Math.max(minLength, numberOr(schema.maxItems, minLength + maxItemsWithout))
  if (schema.uniqueItems !== true) return fc.array(item, { minLength, maxLength, size: 'max' })
  return fc.uniqueArray(item, { minLength, maxLength, selector: value => JSON.stringify(value) })
}

function anyObject(schema: Schema): Arbitrary<unknown> {
  const fields = Object.entries(schema.properties as Readonly<Record<string, Schema>>)
  const required = (schema.required ?? []) as readonly string[]
  const values = Object.fromEntries(fields.map(([name, inner]) => [name, anyValue(inner)]))
  return fc.record(values, { requiredKeys: [...required], noNullPrototype: true })
}

/** @param schema one in which `faultsInSchema` found nothing */
function anyValue(schema: Schema): Arbitrary<unknown> {
  if (Object.hasOwn(schema, 'const')) return fc.constant(schema.const)
  if (Array.isArray(schema.enum)) return fc.constantFrom(...schema.enum)
  if (schema.type === 'object') return anyObject(schema)
  if (schema.type === 'array') return anyList(schema)
  if (schema.type === 'boolean') return fc.boolean()
  return schema.type === 'string' ? anyText(schema) : anyInteger(schema)
}

/** A pattern that cannot be generated from: then the goldens' parameters are all there is. */
function madeFrom(schema: Schema): Arbitrary<Params> | undefined {
  try {
    const made = anyValue(schema) as Arbitrary<Params>
    fc.sample(made, { numRuns: 20, seed: 1 })
    return made
  } catch {
    return undefined
  }
}

/**
 * Some are not valid after all, where a schema says what cannot be aimed at: ask `isValid`. They
 * shrink towards the parameters of the first golden test.
 */
export function anyParams(
  schema: Schema,
  goldens: readonly Golden[],
): { params: Arbitrary<Params>; isValid: (params: Params) => boolean } {
  const check = createParamsCheck(schema)
  const known = fc.constantFrom(...goldens.map(({ params }) => params))
  const made = madeFrom(schema)
  const params =
    made === undefined
      ? known
      : fc.oneof(
          { withCrossShrink: true },
          { arbitrary: known, weight: 1 },
          { arbitrary: made, weight: 3 },
        )
  return { params, isValid: candidate => check(candidate).length === 0 }
}
