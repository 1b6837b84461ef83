/**
 * Writes a plugin's answer out as JSON, through own data properties alone, so that none of the
 * plugin's code runs on the way.
 */

import { answerLimits } from '@wattline/plugin-sdk'

import type { HeadWriter } from '../wire/line-heads.js'
import { quote } from './quote.js'

// Each once, and not looked up for every field.
const { getOwnPropertyDescriptor, getOwnPropertyNames, getOwnPropertySymbols, hasOwn } = Object
const { isFinite: isFiniteNumber } = Number
const { isArray } = Array
/** For an index, a quarter of what a descriptor costs. */
const getterOf = (Object.prototype as unknown as { __lookupGetter__(key: PropertyKey): unknown })
  .__lookupGetter__

/** More fields or items than any sound line has. */
const maxFields = 32
const maxItems = 10_000

const isShort = (value: unknown): value is string =>
  typeof value === 'string' && value.length <= answerLimits.characters

/** What a line has of its own of the fields of the contract. */
class OwnFields {
  code: unknown
  kind: unknown
  on: unknown
  amount: unknown
  labelKey: unknown
  periods: unknown
  labelArgs: unknown

  /** False for a field that no line has. By their names one by one, as an engine does it best. */
  take(name: string, value: unknown): boolean {
    if (name === 'code') this.code = value
    else if (name === 'kind') this.kind = value
    else if (name === 'on') this.on = value
    else if (name === 'amount') this.amount = value
    else if (name === 'labelKey') this.labelKey = value
    else if (name === 'periods') this.periods = value
    else if (name === 'labelArgs') this.labelArgs = value
    else return false
    return true
  }
}

/** Goes through one answer, and knows the place it is at, for the words of a fault. */
class AnswerWriter {
  private line = -1
  private field = ''
  private item = -1

  constructor(private readonly heads: HeadWriter) {}

  /** @throws Error with the place and the rule, at the first fault */
  lines(answer: unknown): string {
    const names = this.ownNames(answer)
    if (names.length !== 1 || names[0] !== 'lines')
      throw new Error('the answer must have the field lines and no other')
    this.field = 'lines'
    const lines = this.needItems(this.ownField(answer as object, 'lines'), answerLimits.lines)
    const { length } = lines
    let text = '['
    for (let index = 0; index < length; index += 1) {
      this.line = index
      this.field = ''
      const line = this.lineText(this.ownItem(lines, index))
      text += index === 0 ? line : `,${line}`
    }
    return `${text}]`
  }

  private lineText(line: unknown): string {
    const names = this.ownNames(line)
    if (names.length > maxFields) throw this.fault('has too many fields')
    const own = new OwnFields()
    for (let at = 0; at < names.length; at += 1) {
      const name = names[at] as string
      this.field = name
      if (!own.take(name, this.ownField(line as object, name)))
        return this.fieldsText(line as object, names)
    }
    return this.contractText(own) ?? this.fieldsText(line as object, names)
  }

  /** The line as a list, where it has the form of one. */
  private contractText(own: OwnFields): string | undefined {
    const { code, kind, on, amount, labelKey, periods, labelArgs } = own
    if (!isShort(code) || !isShort(kind) || !isShort(on) || !isShort(labelKey)) return undefined
    if (typeof amount !== 'number' || !isFiniteNumber(amount)) return undefined
    const text = `[${this.heads.text(code, kind, on, labelKey)},${amount}`
    if (periods === undefined && labelArgs === undefined) return `${text}]`
    if (periods !== undefined && !isArray(periods)) return undefined
    if (labelArgs !== undefined && !isArray(labelArgs)) return undefined
    this.field = 'periods'
    const first = periods === undefined ? '0' : this.listText(periods)
    this.field = 'labelArgs'
    return `${text},${first}${labelArgs === undefined ? '' : `,${this.listText(labelArgs)}`}]`
  }

  /** The line as the object it is. */
  private fieldsText(line: object, names: readonly string[]): string {
    let text = ''
    for (const name of names) {
      this.field = name
      const field = this.ownField(line, name)
      if (field === undefined) continue
      const written = isArray(field) ? this.listText(field) : this.scalarText(field)
      text += `${text === '' ? '{' : ','}${quote(name)}:${written}`
    }
    return text === '' ? '{}' : `${text}}`
  }

  private listText(field: unknown): string {
    const items = this.needItems(field, maxItems)
    const { length } = items
    let text = '['
    for (let index = 0; index < length; index += 1) {
      this.item = index
      if (index > 0) text += ','
      text += this.scalarText(this.ownItem(items, index))
    }
    this.item = -1
    return `${text}]`
  }

  private scalarText(value: unknown): string {
    if (typeof value === 'number' && isFiniteNumber(value)) return `${value}`
    if (typeof value === 'string' && value.length <= answerLimits.characters) return quote(value)
    if (value === null || typeof value === 'boolean') return `${value}`
    throw this.fault('must be a short text or a whole number')
  }

  /** The names of all own fields, once none of them is one that JSON cannot write. */
  private ownNames(value: unknown): readonly string[] {
    if (typeof value !== 'object' || value === null) throw this.fault('must be an object')
    if (getOwnPropertySymbols(value).length > 0) throw this.fault('has a field named by a symbol')
    return getOwnPropertyNames(value)
  }

  private ownField(value: object, name: string): unknown {
    if (getterOf.call(value, name) !== undefined) throw this.plain()
    const field = (value as Record<string, unknown>)[name]
    // A setter alone runs nothing when its place is read.
    if (field === undefined && getOwnPropertyDescriptor(value, name)?.set) throw this.plain()
    return field
  }

  /** A getter found here is not run; a setter alone runs nothing when its place is read. */
  private ownItem(items: readonly unknown[], index: number): unknown {
    if (!hasOwn(items, index)) return undefined
    if (getterOf.call(items, index) === undefined) return items[index]
    throw this.plain()
  }

  private plain(): Error {
    return this.fault('must be a plain value, not a getter')
  }

  private needItems(value: unknown, max: number): readonly unknown[] {
    if (!isArray(value)) throw this.fault('must be an array')
    if (value.length > max) throw this.fault(`must have at most ${max} items`)
    return value
  }

  private fault(rule: string): Error {
    if (this.line < 0) return new Error(`${this.field || 'the answer'} ${rule}`)
    const field = this.field === '' ? '' : `.${this.field}`
    const item = this.item < 0 ? '' : `[${this.item}]`
    return new Error(`lines[${this.line}]${field}${item} ${rule}`)
  }
}

/**
 * The lines as JSON, their heads as this batch has told them. @throws when there are none to read,
 * or they are too many or too long
 */
export function linesText(answer: unknown, heads: HeadWriter): string {
  const known = heads.length
  try {
    const text = new AnswerWriter(heads).lines(answer)
    if (text.length <= answerLimits.characters) return text
    throw new Error(`the answer must be at most ${answerLimits.characters} characters`)
  } catch (thrown) {
    heads.forgetAfter(known)
    throw thrown
  }
}
