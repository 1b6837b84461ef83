/**
 * Says which regular expressions of a parameters' schema are refused: those that could take longer
 * than anybody waits, for they are tried in this process on whatever an operator types.
 *
 * A pattern backtracks without end where something repeated can be read in several ways. So what is
 * repeated may hold neither a choice nor another repetition, and few things may repeat at all.
 */

const maxCharacters = 200
const maxVarying = 6
const maxEndless = 2
const maxTimes = 100

/** A group as it is read: what makes repeating it dangerous. */
interface Group {
  hasChoice: boolean
  hasRepeat: boolean
}

const quantifier = /^(?:([*+?])|\{(\d+)(,(\d*))?\})\??/

interface Reading {
  varying: number
  endless: number
  readonly faults: Set<string>
}

function noteRepeat(text: RegExpExecArray, repeated: Group | undefined, reading: Reading): void {
  const [, sign, low = '', range, high = ''] = text
  const isFixed = sign === undefined && (range === undefined || low === high)
  const isEndless = sign === '*' || sign === '+' || (range !== undefined && high === '')
  if (!isFixed) reading.varying += 1
  if (isEndless) reading.endless += 1
  if (Math.max(Number(low), Number(high)) > maxTimes)
    reading.faults.add(`repeats more than ${maxTimes} times`)
  if (repeated?.hasChoice || repeated?.hasRepeat)
    reading.faults.add('repeats a group that holds a choice or a repetition')
}

function scan(pattern: string, reading: Reading): void {
  const open: Group[] = [{ hasChoice: false, hasRepeat: false }]
  let closed: Group | undefined
  for (let at = 0; at < pattern.length; ) {
    const found = quantifier.exec(pattern.slice(at))
    if (found !== null && at > 0) {
      noteRepeat(found, closed, reading)
      const around = open.at(-1)
      if (around) around.hasRepeat = true
      at += found[0].length
      continue
    }
    closed = undefined
    const character = pattern[at]
    if (character === '\\') {
      if (/[1-9k]/.test(pattern[at + 1] ?? '')) reading.faults.add('refers back to a group')
      at += 2
    } else if (character === '[') at = endOfClass(pattern, at)
    else if (character === '(') {
      if (/^\(\?(?:[=!]|<[=!])/.test(pattern.slice(at))) reading.faults.add('looks around')
      const opening = /^\((?:\?:|\?<\w+>|\?<?[=!])?/.exec(pattern.slice(at))
      open.push({ hasChoice: false, hasRepeat: false })
      at += opening?.[0].length ?? 1
    } else {
      const top = open.at(-1)
      if (character === '|' && top) top.hasChoice = true
      if (character === ')') closed = close(open)
      at += 1
    }
  }
}

/** What a group holds, the group around it holds too. */
function close(open: Group[]): Group | undefined {
  const group = open.pop()
  const around = open.at(-1)
  if (group?.hasChoice && around) around.hasChoice = true
  if (group?.hasRepeat && around) around.hasRepeat = true
  return group
}

function endOfClass(pattern: string, start: number): number {
  let at = start + 1
  while (at < pattern.length && pattern[at] !== ']') at += pattern[at] === '\\' ? 2 : 1
  return at + 1
}

/** Every fault of a pattern; none means that trying it takes little time on any text. */
export function faultInPattern(pattern: unknown, at: string): string[] {
  if (typeof pattern !== 'string' || pattern.length > maxCharacters)
    return [`${at} must be a text of at most ${maxCharacters} characters`]
  try {
    new RegExp(pattern, 'u')
  } catch {
    return [`${at} must be a regular expression`]
  }
  const reading: Reading = { varying: 0, endless: 0, faults: new Set() }
  scan(pattern, reading)
  if (reading.varying > maxVarying || reading.endless > maxEndless)
    reading.faults.add(`repeats in more than ${maxVarying} places, ${maxEndless} without end`)
  return [...reading.faults].map(fault => `${at} ${fault}: it could take too long on some text`)
}
