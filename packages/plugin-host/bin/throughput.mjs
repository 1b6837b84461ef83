/** Prints how many sessions a second the rating cell prices here, with and without the JIT. */

import { performance } from 'node:perf_hooks'
import { fileURLToPath } from 'node:url'

import { sampleInput } from '@wattline/plugin-sdk'

import { bundlePlugins, createRatingCells } from '../dist/index.js'

const sessions = 20_000
const periods = Array.from({ length: 10 }, (_, at) => ({
  minuteOfDay: at * 144,
  energyWh: 1000,
  base: { ENERGY: 290_000 + at },
}))
const inputs = Array.from({ length: sessions }, () => sampleInput(periods))
const params = { windowStart: '22:00', windowEnd: '06:00', weekdays: [1], discountBp: 2500 }
const [plugin] = await bundlePlugins(fileURLToPath(new URL('../../../plugins', import.meta.url)))

for (const isJitless of [true, false]) {
  const cells = createRatingCells({ isJitless })
  const price = list => cells.run({ operatorId: 'bench', plugin, params, inputs: list })
  await price(inputs.slice(0, 2000))
  const batchFrom = performance.now()
  await price(inputs)
  const batchMs = performance.now() - batchFrom
  const singleFrom = performance.now()
  for (const input of inputs.slice(0, 2000)) await price([input])
  const singleMs = performance.now() - singleFrom
  await cells.close()
  const perSecond = (count, ms) => Math.round((count / ms) * 1000)
  console.log(
    `${cells.engine}: ${perSecond(sessions, batchMs)} sessions/s in batches, ` +
      `${perSecond(2000, singleMs)} one by one (10 periods each, wall time of host and cell)`,
  )
}
