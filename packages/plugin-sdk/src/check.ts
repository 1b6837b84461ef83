/**
 * Runs a plugin over sample sessions on the author's machine, the way a publish will: twice, in
 * another order, on frozen inputs.
 */

import type { Params, Plugin, PluginInput, PluginLine } from './contract.js'
import { faultsInAnswer } from './faults-in-answer.js'
import { faultsInManifest } from './faults-in-manifest.js'

/** One session to try, with the parameters an operator might set. */
export interface Sample<P extends Params = Params> {
  readonly name: string
  readonly input: PluginInput
  readonly params: P
}

/** A session with the lines it must give: published with the plugin, and tried at every publish. */
export interface Golden<P extends Params = Params> extends Sample<P> {
  readonly lines: readonly PluginLine[]
}

/**
 * Something that would have the plugin refused. `sample` is absent where the plugin as a whole is
 * at fault.
 */
export interface Finding {
  readonly sample?: string
  readonly fault: string
}

function freezeDeep<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value)
    for (const field of Object.values(value)) freezeDeep(field)
  }
  return value
}

/**
 * Every other sample first, each half backwards: an order in which no sample keeps its neighbour.
 */
function shuffle<T>(items: readonly T[]): T[] {
  const odd = items.filter((_, index) => index % 2 === 1)
  const even = items.filter((_, index) => index % 2 === 0)
  return [...odd.reverse(), ...even.reverse()]
}

type Run = { readonly answer: unknown } | { readonly thrown: string }

function runOnce<P extends Params>(plugin: Plugin<P>, { input, params }: Sample<P>): Run {
  try {
    const frozen = freezeDeep(structuredClone({ input, params }))
    return { answer: plugin.price(frozen.input, frozen.params) }
  } catch (thrown) {
    return { thrown: thrown instanceof Error ? thrown.message : String(thrown) }
  }
}

function judge<P extends Params>(plugin: Plugin<P>, sample: Sample<P>, run: Run): string[] {
  if ('thrown' in run) return [`price threw: ${run.thrown}`]
  return faultsInAnswer(run.answer, plugin.manifest, sample)
}

/** Which lines the manifest promises that no sample shows. */
function unshown<P extends Params>(plugin: Plugin<P>, runs: readonly Run[]): Finding[] {
  const shown = new Set<string>()
  for (const run of runs) {
    if ('thrown' in run) continue
    const { lines } = run.answer as { lines: { code: string }[] }
    for (const line of lines) shown.add(line.code)
  }
  return plugin.manifest.emits
    .filter(emit => !shown.has(emit.code))
    .map(emit => ({ fault: `no sample shows a line ${emit.code}` }))
}

/**
 * Every finding; none means that a publish would find nothing here either. It catches state between
 * sessions, a changed input, an answer against the contract or the manifest, and a line that no
 * sample shows.
 */
export function checkPlugin<P extends Params>(
  plugin: Plugin<P>,
  samples: readonly Sample<P>[],
): Finding[] {
  const manifestFaults = faultsInManifest(plugin.manifest)
  if (manifestFaults.length > 0) return manifestFaults.map(fault => ({ fault }))
  const first = samples.map(sample => runOnce(plugin, sample))
  const findings = samples.flatMap((sample, index) =>
    judge(plugin, sample, first[index] as Run).map(fault => ({ sample: sample.name, fault })),
  )
  if (findings.length > 0) return findings
  const expected = new Map(samples.map((sample, index) => [sample, JSON.stringify(first[index])]))
  for (const order of [samples, shuffle(samples)]) {
    for (const sample of order) {
      if (JSON.stringify(runOnce(plugin, sample)) === expected.get(sample)) continue
      const fault = 'the same input gave another answer when asked again'
      findings.push({ sample: sample.name, fault })
    }
  }
  return [...findings, ...unshown(plugin, first)]
}
