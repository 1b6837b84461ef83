/**
 * Runs a plugin over sample sessions on the author's machine, the way a publish will: twice, in
 * another order, on frozen inputs, and against the lines its golden tests expect.
 */

import type { Params, Plugin, PluginAnswer } from './contract.js'
import { faultsInAnswer } from './faults-in-answer.js'
import { faultsInManifest } from './faults-in-manifest.js'
import { differences, type Golden, missingGoldens, type Sample } from './goldens.js'
import { describeThrown } from './thrown.js'

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
    return { thrown: describeThrown(thrown) }
  }
}

const isGolden = <P extends Params>(sample: Sample<P>): sample is Golden<P> => 'lines' in sample

function judge<P extends Params>(plugin: Plugin<P>, sample: Sample<P>, run: Run): string[] {
  if ('thrown' in run) {
    const rule = 'price must answer for every session, and change neither input nor params'
    return [`price threw ${run.thrown}; ${rule}`]
  }
  const faults = faultsInAnswer(run.answer, plugin.manifest, sample)
  if (faults.length > 0 || !isGolden(sample)) return faults
  return differences(sample.lines, (run.answer as PluginAnswer).lines)
}

/** Whether anything of one session lives on in the next. */
function unsteady<P extends Params>(
  plugin: Plugin<P>,
  samples: readonly Sample<P>[],
  first: readonly Run[],
): Finding[] {
  const expected = new Map(samples.map((sample, index) => [sample, JSON.stringify(first[index])]))
  const findings: Finding[] = []
  for (const order of [samples, shuffle(samples)]) {
    for (const sample of order) {
      const again = JSON.stringify(runOnce(plugin, sample))
      if (again === expected.get(sample)) continue
      const fault =
        `the same input gave another answer when asked again: first ${expected.get(sample)}, ` +
        `then ${again}; price may keep nothing between sessions`
      findings.push({ sample: sample.name, fault })
    }
  }
  return findings
}

/**
 * Every finding; none means that a publish would find nothing here either. It catches state between
 * sessions, a changed input, an answer against the contract or the manifest, a line that is not the
 * golden test's, and golden tests that are missing.
 *
 * @param samples those with `lines` are golden tests; others are only tried
 */
export function checkPlugin<P extends Params>(
  plugin: Plugin<P>,
  samples: readonly (Sample<P> | Golden<P>)[],
): Finding[] {
  const manifestFaults = faultsInManifest(plugin.manifest)
  if (manifestFaults.length > 0) return manifestFaults.map(fault => ({ fault }))
  const missing = missingGoldens(plugin.manifest, samples.filter(isGolden))
  const first = samples.map(sample => runOnce(plugin, sample))
  const findings = samples.flatMap((sample, index) =>
    judge(plugin, sample, first[index] as Run).map(fault => ({ sample: sample.name, fault })),
  )
  const states = findings.length > 0 ? [] : unsteady(plugin, samples, first)
  return [...findings, ...states, ...missing.map(fault => ({ fault }))]
}
