/** Makes uploads for tests out of a price function in a few words, with golden tests that pass. */

import type { PluginUpload } from '@wattline/billing'
import { type Golden, type PluginLine, sampleInput } from '@wattline/plugin-sdk'

const charged = { energyWh: 5000, base: { ENERGY: 2_000_000, TIME: 100_000 } }

/** A session by day, one without energy, one over midnight, one on a night the clock is set. */
const inputs = {
  'an hour by day': sampleInput([charged]),
  'an hour without energy': sampleInput([{}]),
  'over midnight': sampleInput([
    { ...charged, minuteOfDay: 1380 },
    { ...charged, minuteOfDay: 0, weekday: 2, date: 20250603 },
  ]),
  'the doubled hour of an autumn night': sampleInput([
    { ...charged, minuteOfDay: 120, weekday: 7, date: 20251026 },
    { ...charged, minuteOfDay: 120, weekday: 7, date: 20251026 },
  ]),
}

const manifest = {
  id: 'tried',
  version: '1.0.0',
  contract: 1,
  author: 'A',
  description: 'D',
  phase: 'SURCHARGE',
  reads: {},
  series: {},
  emits: [{ code: 'FEE', kind: 'SURCHARGE', on: 'SESSION', bounds: [{ perSession: 1_000_000 }] }],
  cuts: [],
  params: { type: 'object', properties: {}, additionalProperties: false },
}

type Price = (input: unknown, params: unknown) => { lines: PluginLine[] }

/** A line of the code FEE. */
export const fee = `amount => ({ lines: [{ code: 'FEE', kind: 'SURCHARGE', on: 'SESSION', amount, labelKey: 'fee' }] })`

/**
 * @param price the source of the price function; `fee` is at hand in it
 * @param more fields of the manifest that differ
 */
export function uploadOf(
  price: string,
  more: Readonly<Record<string, unknown>> = {},
  params: Golden['params'] = {},
): PluginUpload {
  const bundle = `const fee = ${fee}\nexport default {\n  manifest: ${JSON.stringify({ ...manifest, ...more })},\n  price: ${price},\n}\n`
  // The tests' own code, run here to write down what it should give.
  const run = new Function(`const fee = ${fee}; return ${price}`)() as Price
  const goldens = Object.entries(inputs).map(([name, input]): Golden => {
    return { name, input, params, lines: run(input, params).lines }
  })
  return { bundle, goldens }
}
