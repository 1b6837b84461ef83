/**
 * Vouches, in one pass over plain parsed JSON, for lines that plainly keep the contract. Of what it
 * cannot vouch for, the contract's own judge finds the faults, if there are any.
 *
 * Most answers are sound, and the judge is slow: it reads objects that may be hostile, and figures
 * of any size.
 */

import {
  answerLimits,
  type Emit,
  type Manifest,
  type Params,
  type PluginInput,
} from '@wattline/plugin-sdk'

import { boundsOf, type KeepsBounds } from './bound-lines.js'

const labelKeyPattern = /^[a-z0-9]+(?:[.-][a-z0-9]+)*$/
const labelKeyCharacters = 100
/** More than the names, code, kind, component, amount and label key of a line come to as JSON. */
const lineCharacters = 320
/** More than an index or a whole number comes to, with its comma. */
const figureCharacters = 20
/** The most characters that JSON makes of one. */
const escapedCharacters = 6

const { isSafeInteger } = Number
const { isArray } = Array

type Fields = Readonly<Record<string, unknown>>

/** What an emit's lines of one answer come to. */
interface Tally {
  readonly emit: Emit
  readonly keepsBounds: KeepsBounds
  lines: number
  /** The sum of the amounts, without their sign. */
  size: number
}

function arePeriods(value: unknown, on: unknown, { periods }: PluginInput): boolean {
  if (on === 'SESSION' || !isArray(value) || value.length === 0) return false
  let previous = -1
  for (const period of value) {
    if (!isSafeInteger(period) || period <= previous) return false
    previous = period
  }
  return previous < periods.length
}

const isLabelKey = (value: unknown): boolean =>
  typeof value === 'string' && value.length <= labelKeyCharacters && labelKeyPattern.test(value)

/** The most characters the arguments come to; NaN when one is none. */
function argCharacters(value: unknown): number {
  if (!isArray(value) || value.length > answerLimits.labelArgs) return Number.NaN
  let characters = 0
  for (const arg of value) {
    if (typeof arg === 'string' && arg.length <= answerLimits.labelArgCharacters)
      characters += arg.length * escapedCharacters + 3
    else if (isSafeInteger(arg)) characters += figureCharacters
    else return Number.NaN
  }
  return characters
}

class Voucher {
  private readonly tallies: readonly Tally[]
  private labelKey: string | undefined

  constructor(manifest: Manifest, params: Params) {
    const { emits } = manifest
    const isClear = new Set(emits.map(({ code }) => code)).size === emits.length
    this.tallies = (isClear ? emits : []).map(emit => {
      return { emit, keepsBounds: boundsOf(emit, params), lines: 0, size: 0 }
    })
  }

  vouches(lines: readonly unknown[], input: PluginInput): boolean {
    if (lines.length > answerLimits.lines) return false
    for (const tally of this.tallies) {
      tally.lines = 0
      tally.size = 0
    }
    let characters = 0
    for (const line of lines) {
      if (typeof line !== 'object' || line === null || isArray(line)) return false
      characters += this.count(line as Fields, input)
      if (!(characters <= answerLimits.characters)) return false
    }
    for (const { keepsBounds, lines: own, size } of this.tallies) {
      if (own > 0 && !keepsBounds(input, own, size)) return false
    }
    return true
  }

  private tallyOf(code: unknown): Tally | undefined {
    for (const tally of this.tallies) if (tally.emit.code === code) return tally
    return undefined
  }

  /** The one that stood last is asked for again, line by line. */
  private isLabelKey(value: unknown): boolean {
    if (typeof value !== 'string') return false
    if (value === this.labelKey) return true
    if (!isLabelKey(value)) return false
    this.labelKey = value
    return true
  }

  /** The most characters a sound line comes to as JSON; NaN when it is not plainly sound. */
  private count(line: Fields, input: PluginInput): number {
    const { code, kind, on, amount } = line
    const tally = this.tallyOf(code)
    if (tally === undefined || tally.emit.kind !== kind || tally.emit.on !== on) return Number.NaN
    const size = kind === 'DISCOUNT' ? -(amount as number) : (amount as number)
    if (!isSafeInteger(size) || size <= 0 || !this.isLabelKey(line.labelKey)) return Number.NaN
    let fields = 5
    let characters = lineCharacters
    if (line.periods !== undefined) {
      if (!arePeriods(line.periods, on, input)) return Number.NaN
      fields += 1
      characters += (line.periods as unknown[]).length * figureCharacters
    }
    if (line.labelArgs !== undefined) {
      fields += 1
      characters += argCharacters(line.labelArgs)
    }
    tally.lines += 1
    tally.size += size
    return Object.keys(line).length === fields ? characters : Number.NaN
  }
}

/** Says yes only of lines in which `faultsInAnswer` finds no fault. */
export type Vouches = (lines: readonly unknown[], input: PluginInput) => boolean

export function voucherFor(manifest: Manifest, params: Params): Vouches {
  const voucher = new Voucher(manifest, params)
  return (lines, input) => voucher.vouches(lines, input)
}
