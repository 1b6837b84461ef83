/**
 * Copies a plugin's answer out as JSON, through own data properties alone, so that none of the
 * plugin's code runs on the way.
 */

import { answerLimits } from '@wattline/plugin-sdk'

/** More fields or items than any sound line has. */
const maxFields = 32
const maxItems = 10_000

function own(value: object, key: string | number, at: string): unknown {
  const descriptor = Object.getOwnPropertyDescriptor(value, key)
  if (descriptor === undefined) return undefined
  if (!('value' in descriptor)) throw new Error(`${at} must be a plain value, not a getter`)
  return descriptor.value
}

function needObject(value: unknown, at: string): object {
  if (typeof value === 'object' && value !== null) return value
  throw new Error(`${at} must be an object`)
}

function copyScalar(value: unknown, at: string): unknown {
  if (value === null || typeof value === 'boolean') return value
  if (typeof value === 'string' && value.length <= answerLimits.characters) return value
  if (typeof value === 'number' && Number.isFinite(value)) return value
  throw new Error(`${at} must be a short text or a whole number`)
}

function copyItems<T>(
  value: unknown,
  at: string,
  rule: { max: number; copy: (item: unknown, at: string) => T },
): T[] {
  if (!Array.isArray(value)) throw new Error(`${at} must be an array`)
  if (value.length > rule.max) throw new Error(`${at} must have at most ${rule.max} items`)
  const items: T[] = []
  for (let index = 0; index < value.length; index += 1) {
    const place = `${at}[${index}]`
    items.push(rule.copy(own(value, index, place), place))
  }
  return items
}

function copyLine(value: unknown, at: string): object {
  const line = needObject(value, at)
  const keys = Reflect.ownKeys(line)
  if (keys.length > maxFields) throw new Error(`${at} has too many fields`)
  const fields: [string, unknown][] = []
  for (const key of keys) {
    if (typeof key === 'symbol') throw new Error(`${at} has a field named by a symbol`)
    const place = `${at}.${key}`
    const field = own(line, key, place)
    if (field === undefined) continue
    const rule = { max: maxItems, copy: copyScalar }
    fields.push([
      key,
      Array.isArray(field) ? copyItems(field, place, rule) : copyScalar(field, place),
    ])
  }
  return Object.fromEntries(fields)
}

/** The lines as JSON. @throws when there are none to read, or they are too many or too long */
export function linesText(answer: unknown): string {
  const keys = Reflect.ownKeys(needObject(answer, 'the answer'))
  if (keys.length !== 1 || keys[0] !== 'lines')
    throw new Error('the answer must have the field lines and no other')
  const value = own(answer as object, 'lines', 'lines')
  const lines = copyItems(value, 'lines', { max: answerLimits.lines, copy: copyLine })
  if (lines.length === 0) return '[]'
  const text = JSON.stringify(lines)
  if (text.length > answerLimits.characters)
    throw new Error(`the answer must be at most ${answerLimits.characters} characters`)
  return text
}
