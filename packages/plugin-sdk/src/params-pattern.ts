/**
 * Says which regular expressions of a parameters' schema are refused: those that could take longer
 * than anybody waits, for they are tried in the platform's own process on whatever an operator
 * types.
 *
 * A pattern takes long where a text can be read by it in many ways, since each of them is tried
 * before it fails. So the ways are counted, at the most: choices and repetitions multiply.
 */

/** The longest text among parameters, in UTF-16 units: each pattern is tried on no longer one. */
export const paramTextMax = 200

const maxCharacters = 200
const maxTimes = 100
/** `^[a-z]+-[a-z]+$` has 40 401; one more repetition without end has none near it. */
const maxWays = 50_000

const quantifier = /^(?:([*+?])|\{(\d+)(,(\d*))?\})\??/

/** A group as it is read. */
interface Group {
  /** Ways to read what stands in it so far, one choice after the other. */
  ways: number
  choices: number
  hasRepeat: boolean
}

interface Reading {
  /** The groups that are open, the innermost last; the first is the whole pattern. */
  readonly open: Group[]
  /** What stands right before, where that is a group. */
  closed: Group | undefined
  readonly faults: Set<string>
}

const emptyGroup = (): Group => ({ ways: 1, choices: 1, hasRepeat: false })

function timesOf([, sign, low = '', range, high = '']: RegExpExecArray): [number, number] {
  if (sign !== undefined) return [sign === '+' ? 1 : 0, sign === '?' ? 1 : Number.POSITIVE_INFINITY]
  const least = Number(low)
  if (range === undefined) return [least, least]
  return [least, high === '' ? Number.POSITIVE_INFINITY : Number(high)]
}

function noteRepeat(found: RegExpExecArray, { open, closed, faults }: Reading): void {
  const [least, most] = timesOf(found)
  if (least > maxTimes || (most > maxTimes && most !== Number.POSITIVE_INFINITY))
    faults.add(`repeats more than ${maxTimes} times`)
  if (most > 1 && closed !== undefined && (closed.choices > 1 || closed.hasRepeat))
    faults.add('repeats a group that holds a choice or a repetition')
  const around = open.at(-1)
  if (around === undefined) return
  around.hasRepeat = true
  around.ways *= Math.max(1, Math.min(most, paramTextMax) - least + 1)
}

/** What can be read in several ways in a group, can around it. */
function closeGroup({ open }: Reading): Group | undefined {
  const group = open.pop()
  const around = open.at(-1)
  if (group === undefined || around === undefined) return group
  around.ways *= group.ways * group.choices
  around.hasRepeat ||= group.hasRepeat || group.choices > 1
  return group
}

function endOfClass(pattern: string, start: number): number {
  let at = start + 1
  while (at < pattern.length && pattern[at] !== ']') at += pattern[at] === '\\' ? 2 : 1
  return at + 1
}

/** Reads what stands at a place that is no quantifier. Returns where the next thing stands. */
function readOne(pattern: string, at: number, reading: Reading): number {
  const { open, faults } = reading
  const character = pattern[at]
  reading.closed = undefined
  if (character === '\\') {
    const next = pattern[at + 1] ?? ''
    if (/[1-9k]/.test(next)) faults.add('refers back to a group')
    // Each is some hundred ranges, and a repetition is compiled as so many copies.
    if (/[pP]/.test(next)) faults.add('names a class of Unicode')
    return at + 2
  }
  if (character === '[') {
    if (/\\[pP]/.test(pattern.slice(at, endOfClass(pattern, at))))
      faults.add('names a class of Unicode')
    return endOfClass(pattern, at)
  }
  if (character === '(') {
    const opening = /^\((?:\?:|\?<\w+>|(?!\?))/.exec(pattern.slice(at))
    if (opening === null) faults.add('looks around, or changes how it is read')
    open.push(emptyGroup())
    return at + (opening?.[0].length ?? 2)
  }
  const top = open.at(-1)
  if (character === '|' && top) top.choices += 1
  if (character === ')') reading.closed = closeGroup(reading)
  return at + 1
}

function faultsOf(pattern: string): Set<string> {
  const whole = emptyGroup()
  const reading: Reading = { open: [whole], closed: undefined, faults: new Set() }
  for (let at = 0; at < pattern.length; ) {
    const found = quantifier.exec(pattern.slice(at))
    if (found !== null) noteRepeat(found, reading)
    at = found === null ? readOne(pattern, at, reading) : at + found[0].length
  }
  // Without ^ it is tried from each place of the text on.
  const starts = pattern.startsWith('^') && whole.choices === 1 ? 1 : paramTextMax
  const ways = whole.ways * whole.choices * starts
  if (ways > maxWays)
    reading.faults.add(
      `can be read in more than ${maxWays} ways (begin it with ^, and repeat and choose less)`,
    )
  return reading.faults
}

/** Every fault of a pattern; none means that trying it takes little time on any text. */
export function faultsInPattern(pattern: unknown, at: string): string[] {
  if (typeof pattern !== 'string' || pattern.length > maxCharacters)
    return [`${at} must be a text of at most ${maxCharacters} characters`]
  try {
    new RegExp(pattern, 'u')
  } catch {
    return [`${at} must be a regular expression`]
  }
  return [...faultsOf(pattern)].map(fault => `${at} ${fault}: it could take too long on some text`)
}
