/**
 * Asks every engine for the same sessions again, in another order, one by one and in batches: the
 * answers must be the same to the byte.
 */

import { createHash } from 'node:crypto'

import type { GateFault, PluginOutcome, PluginRunner, RunnablePlugin } from '@wattline/billing'
import type { Params, PluginInput } from '@wattline/plugin-sdk'

/** Sessions that are asked together, because they share their parameters. */
export interface Row {
  readonly params: Params
  readonly inputs: readonly PluginInput[]
}

export interface Asked {
  readonly operatorId: string
  readonly plugin: RunnablePlugin
}

/** One way to ask: the answers stand in the order of the inputs, whatever order they came in. */
interface Way {
  readonly name: string
  readonly runner: PluginRunner
  ask(asked: Asked, row: Row): Promise<readonly PluginOutcome[]>
}

/** What counts of an answer: an engine's own words for what went wrong are its own. */
const textOf = (outcome: PluginOutcome | undefined): string => {
  if (outcome === undefined) return 'nothing'
  return outcome.kind === 'FAILED' ? `FAILED ${outcome.cause}` : JSON.stringify(outcome)
}

/** Odd places first, each half backwards: no session keeps its neighbour. */
function shuffled(count: number): number[] {
  const places = Array.from({ length: count }, (_, index) => index)
  const odd = places.filter(place => place % 2 === 1).reverse()
  return [...odd, ...places.filter(place => place % 2 === 0).reverse()]
}

async function askShuffled(runner: PluginRunner, asked: Asked, { params, inputs }: Row) {
  const order = shuffled(inputs.length)
  const picked = order.map(place => inputs[place] as PluginInput)
  const outcomes = await runner.run({ ...asked, params, inputs: picked })
  const sorted: PluginOutcome[] = []
  for (const [index, place] of order.entries()) sorted[place] = outcomes[index] as PluginOutcome
  return sorted
}

async function askSingly(runner: PluginRunner, asked: Asked, { params, inputs }: Row) {
  const outcomes: PluginOutcome[] = []
  for (const input of inputs)
    outcomes.push(...(await runner.run({ ...asked, params, inputs: [input] })))
  return outcomes
}

/** The engine of live bills is asked in every way, the others once. */
function waysOf([first, ...others]: readonly PluginRunner[]): Way[] {
  if (first === undefined) return []
  const { engine } = first
  return [
    { name: engine, runner: first, ask: (asked, row) => first.run({ ...asked, ...row }) },
    {
      name: `${engine}, asked again in another order`,
      runner: first,
      ask: (asked, row) => askShuffled(first, asked, row),
    },
    {
      name: `${engine}, asked one by one`,
      runner: first,
      ask: (asked, row) => askSingly(first, asked, row),
    },
    ...others.map(runner => ({
      name: runner.engine,
      runner,
      ask: (asked: Asked, row: Row) => runner.run({ ...asked, ...row }),
    })),
  ]
}

const shown = (text: string): string => (text.length > 300 ? `${text.slice(0, 300)}…` : text)

/** How much a session holds: the smallest one that shows a difference is told. */
const sizeOf = ({ periods, session }: PluginInput): number =>
  periods.length * 1e9 + session.durationSeconds

/**
 * One fault for each way that differs, on the smallest session at hand that shows it; or the hash
 * over all answers.
 *
 * @param engines the one of live bills first
 */
export async function judgeAgreement(
  engines: readonly PluginRunner[],
  asked: Asked,
  rows: readonly Row[],
): Promise<{ faults: GateFault[] } | { answersHash: string }> {
  const [reference, ...ways] = waysOf(engines)
  const hash = createHash('sha256')
  const smallest = new Map<string, { fault: GateFault; size: number }>()
  for (const row of rows) {
    const expected = (await reference?.ask(asked, row)) ?? []
    for (const outcome of expected) hash.update(`${textOf(outcome)}\n`)
    for (const way of ways) {
      const found = await way.ask(asked, row)
      for (const [index, input] of row.inputs.entries()) {
        const [wanted, given] = [textOf(expected[index]), textOf(found[index])]
        const size = sizeOf(input)
        if (wanted === given || size >= (smallest.get(way.name)?.size ?? Infinity)) continue
        const message =
          `the same session gave ${shown(wanted)} on ${reference?.name}, and ${shown(given)} on ` +
          `${way.name}: an answer may depend on input and params alone`
        const bill = { input, params: row.params }
        smallest.set(way.name, { fault: { step: 'agreement', message, bill }, size })
      }
    }
  }
  const faults = [...smallest.values()].map(({ fault }) => fault)
  return faults.length > 0 ? { faults } : { answersHash: hash.digest('hex') }
}
