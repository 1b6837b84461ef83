/** Runs the author's golden tests on the cell of live bills, and compares every line. */

import type { GateFault, PluginOutcome, PluginRunner } from '@wattline/billing'
import { differences, type Golden } from '@wattline/plugin-sdk'

import type { FindPlace } from '../bundle/places.js'
import type { Judged } from './bill-maker.js'

interface Tried {
  readonly golden: Golden
  readonly outcome: PluginOutcome | undefined
  readonly findPlace: FindPlace
}

function judge({ golden, outcome, findPlace }: Tried): GateFault[] {
  const { name, input, params, lines } = golden
  const found = outcome?.kind === 'APPLIED' ? outcome.lines : []
  const bill = { input, params, ...(outcome?.kind === 'APPLIED' && { lines: outcome.lines }) }
  if (outcome?.kind === 'FAILED') {
    const { at } = outcome
    const message = `the plugin failed by ${outcome.cause}: ${outcome.message}`
    return [{ step: 'goldens', message, golden: name, ...(at && { place: findPlace(at) }), bill }]
  }
  return differences(lines, found).map(message => ({
    step: 'goldens',
    message,
    golden: name,
    bill,
  }))
}

/** One fault for each field of a line that is not as expected. */
export async function judgeGoldens(
  runner: PluginRunner,
  { operatorId, plugin, goldens, findPlace }: Judged,
): Promise<GateFault[]> {
  const faults: GateFault[] = []
  for (const golden of goldens) {
    const { params, input } = golden
    const [outcome] = await runner.run({ operatorId, plugin, params, inputs: [input] })
    faults.push(...judge({ golden, outcome, findPlace }))
  }
  return faults
}
