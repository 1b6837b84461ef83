/**
 * Times a plugin's code as a cell runs it beside the same code called directly, for a benchmark. It
 * locks the process it runs in down for good, so it needs one of its own.
 */

import 'ses'

import { Script } from 'node:vm'

import type { Params, Plugin, PluginInput } from '@wattline/plugin-sdk'

import { factorySource } from './bundle/factory.js'
import { confine } from './cell/confine.js'
import { type Instantiate, instantiatePrice } from './cell/price.js'

export interface Measured {
  readonly bundle: string
  readonly input: PluginInput
  readonly params: Params
  readonly rounds: number
}

/** Nanoseconds of CPU time a session, by round. */
export interface InCell {
  /** One instance, made before the realm was locked down, called again and again. */
  readonly direct: readonly number[]
  /** In a closed compartment, with a fresh instance for each call. */
  readonly fresh: readonly number[]
}

const leastUs = 150_000
const warmUs = 700_000
const callsPerLook = 200

/** @throws when the bundle does not load, or a price throws */
export function measureInCell({ bundle, input, params, rounds }: Measured): InCell {
  const script = factorySource(bundle)
  if ('fault' in script) throw new Error(script.fault)
  const { cpuUsage } = process
  const spentUs = (): number => cpuUsage().user + cpuUsage().system
  const { price } = new Script(script.source).runInThisContext()() as Plugin
  const instantiate = confine()(script.source) as Instantiate

  const nsPerCall = (call: () => unknown, leastOfUs: number): number => {
    const from = spentUs()
    for (let calls = callsPerLook; ; calls += callsPerLook) {
      for (let count = 0; count < callsPerLook; count += 1) call()
      const us = spentUs() - from
      if (us >= leastOfUs) return (us * 1000) / calls
    }
  }
  const direct = () => price(input, params)
  const fresh = () => instantiatePrice(instantiate)(input, params)
  nsPerCall(direct, warmUs)
  nsPerCall(fresh, warmUs)
  const figures = { direct: [] as number[], fresh: [] as number[] }
  for (let round = 0; round < rounds; round += 1) {
    figures.direct.push(nsPerCall(direct, leastUs))
    figures.fresh.push(nsPerCall(fresh, leastUs))
  }
  return figures
}
