/**
 * Boxes over the axes of restrictions, and the search for what some of them leave uncovered.
 *
 * An element applies exactly inside its boxes, so which prices can ever be met is a question about
 * boxes, answered for all sessions at once.
 */

import type { TariffRestrictions } from '../tariff.js'
import { type AxisName, axes, axisNames, type Range } from './axes.js'

export type Box = Readonly<Record<AxisName, Range>>

/** Everything that can be met. */
export const wholeBox: Box = boxOf(name => axes[name].whole)

/** Splits a search may take: far beyond any real tariff, and done in milliseconds. */
const splitsMost = 5000

/** Where the restrictions hold, in boxes that do not overlap; none where they contradict. */
export function boxesOf(restrictions: TariffRestrictions): Box[] {
  return axisNames.reduce<Box[]>(
    (boxes, name) => {
      const ranges = axes[name].rangesOf(restrictions)
      if (!ranges) return boxes
      const open = merged(ranges.filter(({ from, to }) => from < to))
      return boxes.flatMap(box => open.map(range => ({ ...box, [name]: range })))
    },
    [wholeBox],
  )
}

/** Neighbours become one, so that a run of weekdays is one range. */
function merged(ranges: readonly Range[]): Range[] {
  const out: Range[] = []
  for (const range of ranges) {
    const last = out.at(-1)
    if (last && last.to === range.from) out[out.length - 1] = { from: last.from, to: range.to }
    else out.push(range)
  }
  return out
}

/** What both hold, if anything. */
export function intersection(a: Box, b: Box): Box | undefined {
  const box = boxOf(name => ({
    from: Math.max(a[name].from, b[name].from),
    to: Math.min(a[name].to, b[name].to),
  }))
  return axisNames.every(name => box[name].from < box[name].to) ? box : undefined
}

export interface Search<T> {
  readonly found?: T
  /** False when the search was given up, so that finding nothing means nothing. */
  readonly isComplete: boolean
}

interface Covering {
  readonly boxes: readonly Box[]
  readonly covers: readonly Box[]
}

/** Goes through the parts of the boxes that no cover holds until one is accepted. */
export function searchUncovered<T>(
  { boxes, covers }: Covering,
  accept: (part: Box) => T | undefined,
): Search<T> {
  let splits = 0
  const walk = (box: Box, next: number): T | undefined => {
    const index = covers.findIndex((cover, place) => place >= next && doMeet(box, cover))
    const cover = covers[index]
    if (!cover) return accept(box)
    for (const part of partsOutside(box, cover)) {
      splits += 1
      if (splits > splitsMost) return undefined
      const found = walk(part, index + 1)
      if (found !== undefined) return found
    }
    return undefined
  }
  for (const box of boxes) {
    const found = walk(box, 0)
    if (found !== undefined) return { found, isComplete: true }
  }
  return { isComplete: splits <= splitsMost }
}

function doMeet(a: Box, b: Box): boolean {
  for (const name of axisNames) {
    if (a[name].from >= b[name].to || b[name].from >= a[name].to) return false
  }
  return true
}

/** What lies outside the cover, sliced off axis by axis. */
function partsOutside(box: Box, cover: Box): Box[] {
  const parts: Box[] = []
  let rest = box
  for (const name of axisNames) {
    const { from, to } = rest[name]
    const { from: coverFrom, to: coverTo } = cover[name]
    if (from < coverFrom) parts.push({ ...rest, [name]: { from, to: coverFrom } })
    if (to > coverTo) parts.push({ ...rest, [name]: { from: coverTo, to } })
    rest = { ...rest, [name]: { from: Math.max(from, coverFrom), to: Math.min(to, coverTo) } }
  }
  return parts
}

/**
 * The bounds of a box that are not those of the whole: `on Saturday, Sunday from 02:00 to 08:00`.
 */
export function describeBox(box: Box): string {
  const words = axisNames
    .filter(name => !isWhole(name, box[name]))
    .map(name => axes[name].words(box[name]))
    .filter(text => text !== '')
  return words.length === 0 ? 'always' : words.join(' ')
}

function isWhole(name: AxisName, { from, to }: Range): boolean {
  const { whole } = axes[name]
  return from === whole.from && to === whole.to
}

function boxOf(rangeOf: (name: AxisName) => Range): Box {
  return Object.fromEntries(axisNames.map(name => [name, rangeOf(name)])) as Box
}
