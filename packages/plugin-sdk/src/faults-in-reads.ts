/** Says what is wrong with the facts and series that an untrusted manifest asks for. */

import { onlyFields, ownFields, showValue } from './own-fields.js'
import { factNames, factOptions } from './reads.js'

export interface ReadsRule {
  readonly faults: string[]
  /** The parameters the manifest declares: what a reference may point at. */
  readonly params: readonly string[]
}

const namePattern = /^[a-z][A-Za-z0-9]{0,63}$/
const maxReads = 64

type Fields = ReadonlyMap<string, unknown>

/** A reference `{ param }` to a parameter that is declared. */
function checkParam(value: unknown, at: string, { faults, params }: ReadsRule): void {
  const fields = ownFields(value, at, faults)
  if (fields === undefined) return
  const name = fields.get('param')
  if (fields.size !== 1 || typeof name !== 'string')
    faults.push(`${at} must be { param }, found ${[...fields.keys()].join(', ') || 'none'}`)
  else if (!params.includes(name))
    faults.push(`${at} names the parameter '${name}', which params does not declare`)
}

/** Each entry by its name; a name that cannot be one is a fault. */
function entriesOf(value: unknown, at: string, faults: string[]): [string, Fields][] {
  const fields = ownFields(value, at, faults)
  if (fields === undefined) return []
  if (fields.size > maxReads) faults.push(`${at} must have at most ${maxReads} entries`)
  const entries: [string, Fields][] = []
  for (const [name, read] of fields) {
    if (!namePattern.test(name))
      faults.push(`${at}.${name} must be a name of letters and digits, a small letter first`)
    const inner = ownFields(read, `${at}.${name}`, faults)
    if (inner !== undefined) entries.push([name, inner])
  }
  return entries
}

/** The names under which a manifest is told its facts. */
export function readFacts(value: unknown, rule: ReadsRule): string[] {
  const { faults } = rule
  const entries = entriesOf(value, 'reads', faults)
  for (const [name, fields] of entries) {
    const at = `reads.${name}`
    const fact = factNames.find(known => known === fields.get('fact'))
    if (fact === undefined) {
      const found = showValue(fields.get('fact'))
      faults.push(`${at}.fact must be one of ${factNames.join(', ')}, found ${found}`)
      continue
    }
    const options = factOptions[fact]
    onlyFields(fields, at, { allowed: ['fact', ...options], faults })
    for (const option of options) {
      const figure = fields.get(option)
      if (typeof figure !== 'number') checkParam(figure, `${at}.${option}`, rule)
      else if (!Number.isSafeInteger(figure) || figure < 0)
        faults.push(`${at}.${option} must be a whole number, not below zero, found ${figure}`)
    }
  }
  return entries.map(([name]) => name)
}

/** The names under which a manifest is told its series. */
export function readSeries(value: unknown, rule: ReadsRule): string[] {
  const { faults } = rule
  const entries = entriesOf(value, 'series', faults)
  for (const [key, fields] of entries) {
    const at = `series.${key}`
    onlyFields(fields, at, { allowed: ['name'], faults })
    const name = fields.get('name')
    if (typeof name !== 'string') checkParam(name, `${at}.name`, rule)
    else if (name.length === 0 || name.length > 100)
      faults.push(`${at}.name must be a text of 1 to 100 characters, found one of ${name.length}`)
  }
  return entries.map(([key]) => key)
}
