/**
 * Says what is wrong with the JSON Schema of a plugin's parameters.
 *
 * Only a closed part of JSON Schema (draft 2020-12) is taken: what an operator's form can show, and
 * what the platform's own process can read without running an author's code, following an author's
 * references or waiting for an author's pattern. That its defaults are valid is judged at publish,
 * where there is a validator.
 */

import { ownFields, ownItems, showValue } from './own-fields.js'
import { faultsInPattern, paramTextMax } from './params-pattern.js'

type Fields = ReadonlyMap<string, unknown>

/** Keywords by the type they stand with; those of every type under `any`. */
const keywords: Readonly<Record<string, readonly string[]>> = {
  any: ['type', 'enum', 'const', 'default', 'title', 'description', 'examples', '$comment'],
  object: ['properties', 'required', 'additionalProperties'],
  array: ['items', 'minItems', 'maxItems', 'uniqueItems'],
  string: ['minLength', 'maxLength', 'pattern'],
  integer: ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'],
  number: ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'],
  boolean: [],
}
const types = Object.keys(keywords).filter(type => type !== 'any')
const maxDepth = 8
const maxChoices = 1000
const maxItems = 500
/** Where a list does not say how many items it has at the most. */
const itemsUnsaid = 8
/** Values that parameters may hold, with every list full. */
const maxValues = 2000

const namePattern = /^[A-Za-z][A-Za-z0-9_]{0,63}$/

interface Node {
  readonly at: string
  readonly depth: number
  readonly faults: string[]
}

/** Returns how many values it may hold at the most. */
function checkNode(schema: unknown, node: Node): number {
  const { at, depth, faults } = node
  const fields = ownFields(schema, at, faults)
  if (fields === undefined) return 1
  if (depth > maxDepth) {
    faults.push(`${at} lies deeper than ${maxDepth} levels`)
    return 1
  }
  const type = fields.get('type')
  const isKnown = typeof type === 'string' && types.includes(type)
  const allowed = [...(keywords.any ?? []), ...(isKnown ? (keywords[type] ?? []) : [])]
  for (const word of fields.keys()) {
    if (!allowed.includes(word))
      faults.push(`${at}.${word} is not read here, but ${allowed.join(', ')}`)
  }
  const isListed = type === undefined && (fields.has('enum') || fields.has('const'))
  if (!(isKnown || isListed))
    faults.push(`${at}.type must be one of ${types.join(', ')}, found ${showValue(type)}`)
  checkChoices(fields, node)
  if (fields.has('pattern')) faults.push(...faultsInPattern(fields.get('pattern'), `${at}.pattern`))
  for (const limit of ['minLength', 'maxLength'])
    checkLimit(fields, limit, { node, most: paramTextMax })
  if (type === 'object') return checkObject(fields, node)
  return type === 'array' ? checkList(fields, node) : 1
}

/** What may be chosen from can be shown in a form, and compared at a glance. */
function checkChoices(fields: Fields, { at, faults }: Node): void {
  const isPlain = (value: unknown) => ['string', 'number', 'boolean'].includes(typeof value)
  if (fields.has('const') && !isPlain(fields.get('const')))
    faults.push(`${at}.const must be a text, a number or a boolean`)
  if (!fields.has('enum')) return
  const choices = ownItems(fields.get('enum'), `${at}.enum`, { max: maxChoices, faults })
  if (choices !== undefined && !(choices.length > 0 && choices.every(isPlain)))
    faults.push(`${at}.enum must list texts, numbers or booleans, one at least`)
}

function checkLimit(
  fields: Fields,
  name: string,
  { node, most }: { readonly node: Node; readonly most: number },
): number | undefined {
  const limit = fields.get(name)
  if (limit === undefined) return undefined
  if (typeof limit === 'number' && Number.isInteger(limit) && limit >= 0 && limit <= most)
    return limit
  const found = showValue(limit)
  node.faults.push(`${node.at}.${name} must be a whole number from 0 to ${most}, found ${found}`)
  return undefined
}

function checkList(fields: Fields, node: Node): number {
  const least = checkLimit(fields, 'minItems', { node, most: maxItems }) ?? 0
  const most = checkLimit(fields, 'maxItems', { node, most: maxItems })
  const { at, depth, faults } = node
  const ofOne = checkNode(fields.get('items'), { at: `${at}.items`, depth: depth + 1, faults })
  return ofOne * Math.max(1, most ?? least + itemsUnsaid)
}

function checkObject(fields: Fields, { at, depth, faults }: Node): number {
  if (fields.get('additionalProperties') !== false)
    faults.push(`${at}.additionalProperties must be false, so that a misspelt parameter is refused`)
  const properties = ownFields(fields.get('properties'), `${at}.properties`, faults)
  if (properties === undefined) return 1
  const required = fields.has('required')
    ? ownItems(fields.get('required'), `${at}.required`, { max: maxChoices, faults })
    : []
  for (const name of required ?? []) {
    if (typeof name !== 'string' || !properties.has(name))
      faults.push(`${at}.required names ${showValue(name)}, which properties does not declare`)
  }
  let values = 1
  for (const [name, inner] of properties) {
    // A name that every object has would pass for a parameter that was set.
    if (!namePattern.test(name) || name in Object.prototype)
      faults.push(`${at}.properties has '${name}', where a name of letters and digits must stand`)
    values += checkNode(inner, { at: `${at}.properties.${name}`, depth: depth + 1, faults })
  }
  return values
}

/** Every fault of the schema; none means that parameters can be read by it, in little time. */
export function faultsInParamsSchema(schema: unknown): string[] {
  const faults: string[] = []
  const fields = ownFields(schema, 'params', [])
  if (fields !== undefined && fields.get('type') !== 'object')
    return [`params.type must be 'object', found ${showValue(fields.get('type'))}`]
  const values = checkNode(schema, { at: 'params', depth: 0, faults })
  if (values > maxValues)
    faults.push(`params can hold ${values} values with every list full; at most ${maxValues}`)
  return faults
}

/** Texts among parameters that no pattern is tried on, since they are too long: their places. */
export function faultsInTexts(value: unknown, at: string): string[] {
  if (typeof value === 'string')
    return value.length > paramTextMax ? [`${at} has more than ${paramTextMax} characters`] : []
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, inner]) =>
    faultsInTexts(inner, Array.isArray(value) ? `${at}[${name}]` : `${at}.${name}`),
  )
}
