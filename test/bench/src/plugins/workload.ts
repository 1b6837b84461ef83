/** The plugins that are compared, and the sessions they price. */

import { fileURLToPath } from 'node:url'

import type { PluginJob, RunnablePlugin } from '@wattline/billing'
import { bundlePlugin, hashPlugin } from '@wattline/plugin-host'
import { type PluginInput, sampleInput } from '@wattline/plugin-sdk'

/** One plugin as a price list has it. */
export interface Contender {
  readonly name: string
  readonly plugin: RunnablePlugin
  readonly params: PluginJob['params']
}

const periodsPerSession = 10

/** Ten periods over a day and its night, as a long visit has them; no two sessions the same. */
export function makeInputs(count: number): PluginInput[] {
  return Array.from({ length: count }, (_, session) =>
    sampleInput(
      Array.from({ length: periodsPerSession }, (_, at) => ({
        minuteOfDay: (at * 144 + session) % 1440,
        energyWh: 900 + ((session * 7 + at) % 400),
        base: { ENERGY: 290_000 + session + at, TIME: at === 9 ? 50_000 : 0 },
      })),
    ),
  )
}

const checkout = new URL('../../../../', import.meta.url)

/** A plugin of our own, with a night window that passes midnight. */
export async function offPeak(): Promise<Contender> {
  const entryFile = fileURLToPath(new URL('plugins/off-peak/src/plugin.ts', checkout))
  const params = {
    windowStart: '22:00',
    windowEnd: '06:00',
    weekdays: [1, 2, 3, 4, 5],
    discountBp: 2500,
  }
  return { name: 'off-peak', plugin: await bundlePlugin(entryFile), params }
}

const withCode = (name: string, bundle: string, like: Contender): Contender => {
  const [emit] = like.plugin.manifest.emits
  if (emit === undefined) throw new Error('A manifest emits something')
  const bounds = [{ shareOfBaseBp: 10_000 }, { perSession: 1_000_000 }]
  const emits = [emit, ...['A', 'B', 'C'].map(code => ({ ...emit, code, bounds }))]
  const manifest = { ...like.plugin.manifest, emits }
  return { name, plugin: { hash: hashPlugin(manifest, bundle), bundle, manifest }, params: {} }
}

/** Answers with no line: what the cell and its wire cost by themselves. */
export const empty = (like: Contender): Contender =>
  withCode('empty', 'export default { price: () => ({ lines: [] }) }', like)

/** The fewest words that give three lines: what a function costs whose plugin is nearly nothing. */
export const threeLines = (like: Contender): Contender =>
  withCode(
    'three lines',
    `const line = (code, amount) =>
  ({ code, kind: 'DISCOUNT', on: 'ENERGY', amount, labelKey: 'x' })
const price = ({ periods }) => {
  let night = 0, all = 0, long = 0
  for (const { minuteOfDay, durationSeconds, base } of periods) {
    all += base.ENERGY
    if (minuteOfDay < 360) night += base.ENERGY
    if (durationSeconds > 1800) long += base.TIME
  }
  return { lines: [line('A', -1 - Math.trunc(night / 4)), line('B', -Math.trunc(all / 10)),
    line('C', -long - 1)] }
}
export default { price }`,
    like,
  )

/** Loops for ever on the sessions whose total energy is none. */
export const poisoned = (like: Contender): Contender => {
  const { plugin, params } = like
  const guard = 'for (; !input.session.energyWh; ) {}'
  const body = plugin.bundle.replace(/export\s*\{\s*(\w+) as default\s*\};?/, 'return $1')
  const price = `(input, params) => { ${guard} return innocent.price(input, params) }`
  const bundle = `const innocent = (() => { ${body} })()\nexport default { price: ${price} }`
  return { ...withCode('poisoned', bundle, like), params }
}
