/**
 * Writes a plugin's answer out as JSON, through own data properties alone, so that none of the
 * plugin's code runs on the way.
 */

import { answerLimits } from '@wattline/plugin-sdk'

import { quote } from './quote.js'

// Each once, and not looked up for every field.
const { getOwnPropertyDescriptor, getOwnPropertyNames, getOwnPropertySymbols, hasOwn } = Object
const { isFinite: isFiniteNumber } = Number
const { isArray } = Array
/** For an index, a quarter of what a descriptor costs. */
const getterOf = (Object.prototype as unknown as { __lookupGetter__(key: number): unknown })
  .__lookupGetter__

/** More fields or items than any sound line has. */
const maxFields = 32
const maxItems = 10_000

/** Goes through one answer, and knows the place it is at, for the words of a fault. */
class AnswerWriter {
  private line = -1
  private field = ''
  private item = -1

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
    let text = ''
    for (const name of names) {
      this.field = name
      const field = this.ownField(line as object, name)
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
      const item = this.scalarText(this.ownItem(items, index))
      text += index === 0 ? item : `,${item}`
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
    const descriptor = getOwnPropertyDescriptor(value, name)
    if (descriptor === undefined) return undefined
    if (descriptor.get === undefined && descriptor.set === undefined) return descriptor.value
    throw this.fault('must be a plain value, not a getter')
  }

  /** A getter found here is not run; a setter alone runs nothing when its place is read. */
  private ownItem(items: readonly unknown[], index: number): unknown {
    if (!hasOwn(items, index)) return undefined
    if (getterOf.call(items, index) === undefined) return items[index]
    throw this.fault('must be a plain value, not a getter')
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

/** The lines as JSON. @throws when there are none to read, or they are too many or too long */
export function linesText(answer: unknown): string {
  const text = new AnswerWriter().lines(answer)
  if (text.length <= answerLimits.characters) return text
  throw new Error(`the answer must be at most ${answerLimits.characters} characters`)
}
