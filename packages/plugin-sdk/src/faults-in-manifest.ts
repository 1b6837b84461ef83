/**
 * Says what is wrong with an untrusted manifest, each fault with its place, so that an author can
 * mend all of them together.
 */

import { clockPattern } from './clock.js'
import { contractVersion } from './contract.js'
import { readFacts, readSeries } from './faults-in-reads.js'
import { onlyFields, ownFields, ownItems, ownText, showValue } from './own-fields.js'
import { faultsInParamsSchema } from './params-schema.js'

const phases: readonly unknown[] = ['PRICE', 'PROMOTION', 'LOYALTY', 'SURCHARGE']
const kinds: readonly unknown[] = ['DISCOUNT', 'SURCHARGE']
const components: readonly unknown[] = [
  'ENERGY',
  'TIME',
  'PARKING_TIME',
  'FLAT',
  'RESERVATION_TIME',
  'SESSION',
]
const boundKinds = ['shareOfBaseBp', 'perKwh', 'perHour', 'perSession']
const cutKinds = ['clock', 'sinceStartSeconds', 'sinceChargingEndedSeconds', 'sessionWh', 'series']
const manifestFields = [
  'id',
  'version',
  'contract',
  'author',
  'description',
  'phase',
  'reads',
  'series',
  'emits',
  'cuts',
  'params',
]

const idPattern = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/
const versionPattern = /^(?:0|[1-9][0-9]*)(?:\.(?:0|[1-9][0-9]*)){2}(?:-[0-9A-Za-z.-]+)?$/
const codePattern = /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*$/
const maxCharacters = 32_768
const maxItems = 64

type Fields = ReadonlyMap<string, unknown>

interface Reading {
  readonly faults: string[]
  /** What a reference may point at. */
  readonly params: readonly string[]
  readonly facts: readonly string[]
  readonly series: readonly string[]
}

function checkText(
  fields: Fields,
  name: string,
  rule: { pattern: RegExp; like: string; faults: string[] },
) {
  const value = ownText(fields.get(name), name, { max: 100, faults: rule.faults })
  if (value !== undefined && !rule.pattern.test(value))
    rule.faults.push(`${name} must be ${rule.like}: '${value}'`)
}

/** One of a closed list of words. */
function checkChoice(
  fields: Fields,
  name: string,
  { at, choices, faults }: { at?: string; choices: readonly unknown[]; faults: string[] },
): void {
  const value = fields.get(name)
  if (choices.includes(value)) return
  const place = at === undefined ? name : `${at}.${name}`
  faults.push(`${place} must be one of ${choices.join(', ')}, found ${showValue(value)}`)
}

const describeFields = (fields: Fields): string => [...fields.keys()].join(', ') || 'none'

function checkReference(value: unknown, at: string, reading: Reading): void {
  const fields = ownFields(value, at, reading.faults)
  if (fields === undefined) return
  const [name = '', target] = [...fields][0] ?? []
  const known = name === 'param' ? reading.params : name === 'fact' ? reading.facts : undefined
  if (fields.size !== 1 || known === undefined)
    reading.faults.push(
      `${at} must be a figure, { param } or { fact }, found ${describeFields(fields)}`,
    )
  else if (!known.includes(target as string))
    reading.faults.push(
      name === 'param'
        ? `${at} names the parameter '${target}', which params does not declare`
        : `${at} names the fact '${target}', which is not among reads`,
    )
}

function checkFigure(value: unknown, at: string, reading: Reading): void {
  if (typeof value !== 'number') checkReference(value, at, reading)
  else if (!Number.isSafeInteger(value) || value < 0)
    reading.faults.push(`${at} must be a whole number, not below zero, found ${value}`)
}

/** The one field of a bound or cut, or undefined once a fault is noted. */
function onlyField(
  value: unknown,
  at: string,
  rule: { names: readonly string[]; faults: string[] },
): readonly [string, unknown] | undefined {
  const fields = ownFields(value, at, rule.faults)
  const [field] = fields ?? []
  if (fields?.size === 1 && field !== undefined && rule.names.includes(field[0])) return field
  if (fields !== undefined)
    rule.faults.push(
      `${at} must have exactly one of ${rule.names.join(', ')}, found ${describeFields(fields)}`,
    )
  return undefined
}

function checkEmit(value: unknown, at: string, reading: Reading): unknown {
  const { faults } = reading
  const fields = ownFields(value, at, faults)
  if (fields === undefined) return undefined
  onlyFields(fields, at, { allowed: ['code', 'kind', 'on', 'bounds'], faults })
  const code = fields.get('code')
  if (typeof code !== 'string' || code.length > 64 || !codePattern.test(code))
    faults.push(
      `${at}.code must be upper-case words joined by underscores, found ${showValue(code)}`,
    )
  checkChoice(fields, 'kind', { at, choices: kinds, faults })
  checkChoice(fields, 'on', { at, choices: components, faults })
  const bounds = ownItems(fields.get('bounds'), `${at}.bounds`, { max: maxItems, faults })
  if (bounds?.length === 0) faults.push(`${at}.bounds must say the most the line may come to`)
  for (const [index, bound] of (bounds ?? []).entries()) {
    const place = `${at}.bounds[${index}]`
    const field = onlyField(bound, place, { names: boundKinds, faults })
    if (field !== undefined) checkFigure(field[1], `${place}.${field[0]}`, reading)
  }
  return code
}

function checkCut(value: unknown, at: string, reading: Reading): void {
  const field = onlyField(value, at, { names: cutKinds, faults: reading.faults })
  if (field === undefined) return
  const [name, figure] = field
  const place = `${at}.${name}`
  if (name === 'series') {
    if (!reading.series.includes(figure as string))
      reading.faults.push(`${place} names '${figure}', which is not among series`)
  } else if (name !== 'clock') checkFigure(figure, place, reading)
  else if (typeof figure !== 'string') checkReference(figure, place, { ...reading, facts: [] })
  else if (!clockPattern.test(figure))
    reading.faults.push(`${place} must be 'HH:MM', 00:00 to 23:59, found ${showValue(figure)}`)
}

/** Names of the declared parameters, once their schema is judged. */
function readParams(value: unknown, faults: string[]): string[] {
  const schema = ownFields(value, 'params', faults)
  if (schema === undefined) return []
  faults.push(...faultsInParamsSchema(value))
  return [...(ownFields(schema.get('properties'), 'params.properties', [])?.keys() ?? [])]
}

function checkHead(fields: Fields, faults: string[]): void {
  checkText(fields, 'id', {
    pattern: idPattern,
    like: 'lower-case words joined by hyphens',
    faults,
  })
  checkText(fields, 'version', { pattern: versionPattern, like: 'a semantic version', faults })
  if (fields.get('contract') !== contractVersion)
    faults.push(
      `contract must be ${contractVersion}, the version this platform speaks, found ` +
        showValue(fields.get('contract')),
    )
  ownText(fields.get('author'), 'author', { max: 200, faults })
  ownText(fields.get('description'), 'description', { max: 1000, faults })
  checkChoice(fields, 'phase', { choices: phases, faults })
}

/**
 * Every fault of a manifest; none means that it may be published with its bundle. Only own data
 * properties are read.
 */
export function faultsInManifest(manifest: unknown): string[] {
  const faults: string[] = []
  const fields = ownFields(manifest, 'the manifest', faults)
  if (fields === undefined) return faults
  onlyFields(fields, 'the manifest', { allowed: manifestFields, faults })
  checkHead(fields, faults)
  const params = readParams(fields.get('params'), faults)
  const known = { faults, params }
  const facts = readFacts(fields.get('reads'), known)
  const reading = { ...known, facts, series: readSeries(fields.get('series'), known) }
  const emits = ownItems(fields.get('emits'), 'emits', { max: maxItems, faults })
  if (emits?.length === 0) faults.push('emits must declare at least one line')
  const codes = emits?.map((emit, index) => checkEmit(emit, `emits[${index}]`, reading)) ?? []
  if (new Set(codes).size < codes.length) faults.push('emits must give each line a code of its own')
  const cuts = ownItems(fields.get('cuts'), 'cuts', { max: maxItems, faults }) ?? []
  for (const [index, cut] of cuts.entries()) checkCut(cut, `cuts[${index}]`, reading)
  if (faults.length === 0 && JSON.stringify(manifest).length > maxCharacters)
    faults.push(
      `the manifest must be at most ${maxCharacters} characters, with its parameters' schema`,
    )
  return faults
}
