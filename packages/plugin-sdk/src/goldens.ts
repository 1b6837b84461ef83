/**
 * The golden tests an author publishes with a plugin: how an answer differs from the lines one must
 * give, and which sessions a publish still wants to see.
 */

import { minutesBetween, readingAfter } from './clock-reading.js'
import type { Manifest, Params, PluginInput, PluginLine, PluginPeriod } from './contract.js'

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

const lineFields = ['code', 'kind', 'on', 'periods', 'amount', 'labelKey', 'labelArgs'] as const

const show = (value: unknown): string => JSON.stringify(value) ?? 'nothing'

/** Each field of a line that is not as expected, with what was expected and what was found. */
function differencesOfLine(at: string, expected: PluginLine, found: PluginLine): string[] {
  return lineFields
    .filter(field => show(expected[field]) !== show(found[field]))
    .map(field => `${at}.${field}: expected ${show(expected[field])}, found ${show(found[field])}`)
}

/** Which lines of an answer are not those of the golden test, and how; none where all are. */
export function differences(
  expected: readonly PluginLine[],
  found: readonly PluginLine[],
): string[] {
  const length = Math.max(expected.length, found.length)
  return Array.from({ length }, (_, index) => index).flatMap(index => {
    const at = `lines[${index}]`
    const [wanted, given] = [expected[index], found[index]]
    if (wanted === undefined) return [`${at}: expected no line, found ${show(given)}`]
    if (given === undefined) return [`${at}: expected ${show(wanted)}, found no line`]
    return differencesOfLine(at, wanted, given)
  })
}

const followers = ({ periods }: PluginInput): [PluginPeriod, PluginPeriod][] =>
  periods.slice(1).map((period, index) => [periods[index] as PluginPeriod, period])

/** Zones are set by half an hour to two hours; less is the part of a minute no reading shows. */
const jumpMinutes = { min: 15, max: 180 }

/** Does the clock show something else at a period's start than it would, had nobody set it? */
function isOverDst(input: PluginInput): boolean {
  return followers(input).some(([before, after]) => {
    const jump = Math.abs(minutesBetween(readingAfter(before, before.durationSeconds), after))
    return jump >= jumpMinutes.min && jump <= jumpMinutes.max
  })
}

/** Is part of it before a midnight of the site, and part of it after? */
function isOverMidnight({ periods }: PluginInput): boolean {
  const [first, last] = [periods[0], periods.at(-1)]
  if (first === undefined || last === undefined) return false
  const end = last.minuteOfDay * 60 + last.durationSeconds
  return first.date !== last.date || end > 86_400
}

/** What a publish wants to see of every plugin, whatever it prices. */
const wanted: readonly { readonly what: string; readonly isShown: (i: PluginInput) => boolean }[] =
  [
    {
      what: 'without energy: let every period have energyWh 0',
      isShown: ({ session }) => session.energyWh === 0,
    },
    {
      what:
        'over a night on which the clock is set: let a period begin at a minuteOfDay an hour off ' +
        'the end of the one before (hours from 01:00 and again from 02:00 to 03:00, both at 120)',
      isShown: isOverDst,
    },
    {
      what: 'across midnight: let a later period have the next date, or one run past minuteOfDay 1440',
      isShown: isOverMidnight,
    },
  ]

/**
 * Each golden test that is missing, and how to make it: a publish wants one for every line the
 * manifest emits, one without energy, one over a clock change and one across midnight.
 */
export function missingGoldens(
  manifest: Pick<Manifest, 'emits'>,
  goldens: readonly Golden[],
): string[] {
  const shown = new Set(goldens.flatMap(({ lines }) => lines.map(({ code }) => code)))
  const codes = manifest.emits.filter(({ code }) => !shown.has(code))
  const sessions = wanted.filter(({ isShown }) => !goldens.some(({ input }) => isShown(input)))
  return [
    ...codes.map(({ code, kind, on }) => `no golden test has a line ${code} (${kind} on ${on})`),
    ...sessions.map(({ what }) => `no golden test is a session ${what}`),
  ]
}
