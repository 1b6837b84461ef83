/**
 * Says what is wrong with an untrusted plugin answer, by the closed rules of the contract and the
 * plugin's own manifest.
 */

import { limitOf } from './bounds.js'
import type { Manifest, Params, PluginInput, PluginLine } from './contract.js'
import { onlyFields, ownFields, ownItems, ownText, showValue } from './own-fields.js'

/** The sizes an answer must keep. */
export const answerLimits = {
  lines: 16,
  /** Characters of the lines as JSON. */
  characters: 16_384,
  labelArgs: 8,
  labelArgCharacters: 200,
} as const

const lineFields = ['code', 'kind', 'on', 'periods', 'amount', 'labelKey', 'labelArgs']
/** What no bill can be stored with. */
const unprintable = /\0|\p{Surrogate}/u
const labelKeyPattern = /^[a-z0-9]+(?:[.-][a-z0-9]+)*$/

interface Reading {
  readonly manifest: Manifest
  readonly input: PluginInput
  readonly faults: string[]
}

function checkAmount(fields: ReadonlyMap<string, unknown>, at: string, faults: string[]): void {
  const amount = fields.get('amount')
  const isDiscount = fields.get('kind') === 'DISCOUNT'
  if (typeof amount !== 'number' || !Number.isSafeInteger(amount))
    faults.push(
      `${at}.amount must be a whole number of minor units × 10 000, found ${showValue(amount)}`,
    )
  else if (isDiscount ? amount >= 0 : amount <= 0) {
    const rule = isDiscount ? 'DISCOUNT must be below zero' : 'SURCHARGE must be above zero'
    const zero = amount === 0 ? ': leave a line of zero out' : ''
    faults.push(`${at}.amount of a ${rule}, found ${amount}${zero}`)
  }
}

function checkPeriods(fields: ReadonlyMap<string, unknown>, at: string, reading: Reading): void {
  const value = fields.get('periods')
  if (value === undefined) return
  const { input, faults } = reading
  if (fields.get('on') === 'SESSION') {
    faults.push(`${at}.periods must be left out: a line on SESSION is on the session as a whole`)
    return
  }
  const periods = ownItems(value, `${at}.periods`, { max: input.periods.length, faults })
  if (periods?.length === 0) faults.push(`${at}.periods must name a period, or be left out`)
  let previous = -1
  for (const period of periods ?? []) {
    if (typeof period !== 'number' || !Number.isInteger(period) || period <= previous) {
      faults.push(
        `${at}.periods must be rising indexes of input.periods, found ${showValue(period)}` +
          (previous < 0 ? '' : ` after ${previous}`),
      )
      return
    }
    previous = period
  }
  if (previous >= input.periods.length)
    faults.push(
      `${at}.periods names period ${previous}, but there are ${input.periods.length}, from 0`,
    )
}

function checkLabel(fields: ReadonlyMap<string, unknown>, at: string, faults: string[]): void {
  const key = ownText(fields.get('labelKey'), `${at}.labelKey`, { max: 100, faults })
  if (key !== undefined && !labelKeyPattern.test(key))
    faults.push(`${at}.labelKey must be lower-case words joined by dots or hyphens: '${key}'`)
  if (!fields.has('labelArgs')) return
  const rule = { max: answerLimits.labelArgs, faults }
  for (const arg of ownItems(fields.get('labelArgs'), `${at}.labelArgs`, rule) ?? []) {
    const isShort = typeof arg === 'string' && arg.length <= answerLimits.labelArgCharacters
    if (isShort && unprintable.test(arg))
      faults.push(`${at}.labelArgs must hold no NUL and no half of a surrogate pair`)
    else if (!isShort && !Number.isSafeInteger(arg))
      faults.push(
        `${at}.labelArgs must be texts of at most ${answerLimits.labelArgCharacters} characters ` +
          `or whole numbers, found ${showValue(arg)}`,
      )
  }
}

function readLine(value: unknown, at: string, reading: Reading): PluginLine | undefined {
  const { manifest, faults } = reading
  const before = faults.length
  const fields = ownFields(value, at, faults)
  if (fields === undefined) return undefined
  onlyFields(fields, at, { allowed: lineFields, faults })
  const emit = manifest.emits.find(known => known.code === fields.get('code'))
  if (emit === undefined) {
    const codes = manifest.emits.map(known => known.code).join(', ')
    const code = showValue(fields.get('code'))
    faults.push(`${at}.code is none that the manifest emits: found ${code}, it emits ${codes}`)
  } else if (emit.kind !== fields.get('kind') || emit.on !== fields.get('on'))
    faults.push(
      `${at} must be a ${emit.kind} on ${emit.on}, as the manifest says of ${emit.code}, ` +
        `found ${showValue(fields.get('kind'))} on ${showValue(fields.get('on'))}`,
    )
  checkAmount(fields, at, faults)
  checkPeriods(fields, at, reading)
  checkLabel(fields, at, faults)
  if (faults.length > before) return undefined
  return copyLine(fields)
}

/** A line made of our own objects, so that nothing of the author's runs when it is written out. */
function copyLine(fields: ReadonlyMap<string, unknown>): PluginLine {
  const copies = [...fields].map(([name, value]) => [
    name,
    Array.isArray(value) ? Array.from({ length: value.length }, (_, at) => value[at]) : value,
  ])
  return Object.fromEntries(copies) as PluginLine
}

/** Each line rounds once, so each line after the first may stand half a part above the bound. */
function checkBounds(lines: readonly PluginLine[], reading: Reading, params: Params): void {
  const { manifest, input, faults } = reading
  for (const emit of manifest.emits) {
    const own = lines.filter(line => line.code === emit.code)
    if (own.length === 0) continue
    const total = own.reduce((all, line) => all + BigInt(Math.abs(line.amount)), 0n)
    const limit = limitOf(emit, { input, params })
    if (limit === undefined)
      faults.push(`the bound of ${emit.code} names a parameter or fact that is no whole number`)
    else if (total > limit + BigInt(own.length - 1))
      faults.push(`${emit.code} comes to ${total}, above its bound of ${limit}`)
  }
}

/**
 * Every fault of an answer, each naming its place; none means that the core may apply the lines.
 * The answer may be anything at all: only its own data properties are read.
 */
export function faultsInAnswer(
  answer: unknown,
  manifest: Manifest,
  { input, params }: { readonly input: PluginInput; readonly params: Params },
): string[] {
  const faults: string[] = []
  const fields = ownFields(answer, 'the answer', faults)
  if (fields === undefined) return faults
  onlyFields(fields, 'the answer', { allowed: ['lines'], faults })
  const items = ownItems(fields.get('lines'), 'lines', { max: answerLimits.lines, faults })
  const reading = { manifest, input, faults }
  const lines = (items ?? []).map((item, index) => readLine(item, `lines[${index}]`, reading))
  if (faults.length > 0) return faults
  const sound = lines.filter(line => line !== undefined)
  const characters = JSON.stringify(sound).length
  if (characters > answerLimits.characters)
    return [`the answer must be at most ${answerLimits.characters} characters, it is ${characters}`]
  checkBounds(sound, reading, params)
  return faults
}
