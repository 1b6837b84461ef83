/**
 * Reads the fields of one JSON object, gathering every fault with its path instead of stopping at
 * the first.
 */

import {
  type Decimal,
  decimal,
  isDecimalText,
  parseInstant,
  secondFromIso,
  toScaled,
} from '@wattline/units'

import type { Fault } from '../tariff.js'

/** All that is wrong with a document so far. */
export class FaultList {
  readonly faults: Fault[]

  /** @param earlier found before, in the same document */
  constructor(earlier: readonly Fault[] = []) {
    this.faults = [...earlier]
  }

  fault(path: string, code: string, message: string): undefined {
    this.faults.push({ path, code, message, severity: 'fault' })
    return undefined
  }

  warn(path: string, code: string, message: string): undefined {
    this.faults.push({ path, code, message, severity: 'warning' })
    return undefined
  }

  get isFatal(): boolean {
    return this.faults.some(fault => fault.severity === 'fault')
  }
}

/** Every figure in a tariff or CDR lies below this, so that integers made of it stay exact. */
const figureLimit = decimal('1000000000')

const nothing: ReadonlySet<string> = new Set()

/** One object of the document, at its path. Fields never asked for are named by `finish`. */
export class ObjectReader {
  private readonly asked = new Set<string>()
  private known: ReadonlySet<string> = nothing

  private constructor(
    private readonly fields: Readonly<Record<string, unknown>>,
    readonly path: string,
    readonly faults: FaultList,
  ) {}

  /** Undefined, and a fault, when the value is no object. */
  static open(value: unknown, path: string, faults: FaultList): ObjectReader | undefined {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      return faults.fault(path, 'not-an-object', `expected an object, found ${nameOf(value)}`)
    }
    return new ObjectReader(value as Record<string, unknown>, path, faults)
  }

  at(name: string): string {
    return `${this.path}.${name}`
  }

  /** Whether a field is there; null counts as absent, as OCPI peers send it so. */
  has(name: string): boolean {
    this.asked.add(name)
    return Object.hasOwn(this.fields, name) && this.fields[name] !== null
  }

  raw(name: string): unknown {
    return this.has(name) ? this.fields[name] : undefined
  }

  /** Fields that belong here but have no bearing on the price. */
  knows(names: ReadonlySet<string>): void {
    this.known = names
  }

  require(name: string): boolean {
    if (this.has(name)) return true
    this.faults.fault(this.at(name), 'missing-field', `${name} is required`)
    return false
  }

  text(name: string): string | undefined {
    const value = this.raw(name)
    if (value === undefined || typeof value === 'string') return value
    return this.faults.fault(this.at(name), 'not-text', `expected text, found ${nameOf(value)}`)
  }

  flag(name: string): boolean | undefined {
    const value = this.raw(name)
    if (value === undefined || typeof value === 'boolean') return value
    const message = `expected true or false, found ${nameOf(value)}`
    return this.faults.fault(this.at(name), 'not-a-flag', message)
  }

  oneOf<T extends string>(name: string, allowed: readonly T[]): T | undefined {
    const value = this.text(name)
    if (value === undefined) return undefined
    const match = allowed.find(candidate => candidate === value)
    if (match !== undefined) return match
    const list = allowed.join(', ')
    return this.faults.fault(this.at(name), 'unknown-value', `${value} is none of ${list}`)
  }

  /** A number, or the text of one as some OCPI 2.1.1 peers send it, with a warning. */
  decimal(name: string): Decimal | undefined {
    const value = this.raw(name)
    if (value === undefined) return undefined
    const isNumber = typeof value === 'number' && Number.isFinite(value)
    if (!isNumber && !(typeof value === 'string' && isDecimalText(value))) {
      return this.faults.fault(
        this.at(name),
        'not-a-number',
        `expected a number, found ${nameOf(value)}`,
      )
    }
    if (!isNumber) {
      const message = `${name} is text; OCPI has a number here, and ${value} is taken for one`
      this.faults.warn(this.at(name), 'number-as-text', message)
    }
    // The shortest text that reads back as this number is what the document said.
    const read = decimal(String(value))
    if (read.abs().lt(figureLimit)) return read
    return this.faults.fault(this.at(name), 'out-of-range', `${value} is beyond what can be billed`)
  }

  /** A number to so many decimals; one with more is rounded half up, with a warning. */
  fixed(name: string, places: number): Decimal | undefined {
    const value = this.decimal(name)
    if (value === undefined || toScaled(value, places) !== undefined) return value
    const rounded = value.round(places)
    const message = `at most ${places} decimals are told apart; it is read as ${rounded.toFixed()}`
    this.faults.warn(this.at(name), 'too-many-decimals', message)
    return rounded
  }

  /** A whole number of zero or more. */
  count(name: string): number | undefined {
    const value = this.decimal(name)
    if (value === undefined) return undefined
    if (value.gte('0') && value.eq(value.round(0))) return Number(value.toFixed())
    return this.faults.fault(
      this.at(name),
      'not-a-count',
      `expected a whole number of 0 or more, found ${value.toFixed()}`,
    )
  }

  /** An ISO instant; OCPI times are UTC where they say no offset. */
  instant(name: string): string | undefined {
    const value = this.text(name)
    if (value === undefined) return undefined
    const read = parseInstant(value) ?? parseInstant(`${value}Z`)
    if (read) return read.toString()
    return this.faults.fault(this.at(name), 'not-an-instant', `${value} is no date and time`)
  }

  /** The whole second since 1970 that an ISO instant lies in. */
  second(name: string): number | undefined {
    const value = this.text(name)
    if (value === undefined) return undefined
    const second = secondFromIso(value) ?? secondFromIso(`${value}Z`)
    if (second !== undefined) return second
    return this.faults.fault(this.at(name), 'not-an-instant', `${value} is no date and time`)
  }

  /** A list read item by item; items that fail are left out and named. */
  list<T>(name: string, read: (item: unknown, path: string) => T | undefined): T[] | undefined {
    const value = this.raw(name)
    if (value === undefined) return undefined
    if (!Array.isArray(value)) {
      return this.faults.fault(
        this.at(name),
        'not-a-list',
        `expected a list, found ${nameOf(value)}`,
      )
    }
    const items: T[] = []
    value.forEach((item: unknown, index) => {
      const result = read(item, `${this.at(name)}[${index}]`)
      if (result !== undefined) items.push(result)
    })
    return items
  }

  /** Whether a list is there and holds nothing, not even what could not be read. */
  isEmptyList(name: string): boolean {
    const value = this.raw(name)
    return Array.isArray(value) && value.length === 0
  }

  object(name: string): ObjectReader | undefined {
    const value = this.raw(name)
    return value === undefined ? undefined : ObjectReader.open(value, this.at(name), this.faults)
  }

  /** Names of the fields nobody asked for. */
  unread(): string[] {
    return Object.keys(this.fields).filter(name => !this.asked.has(name) && !this.known.has(name))
  }

  /** Warns of each field that this engine does not know: it is kept, and changes no price. */
  finish(): void {
    for (const name of this.unread()) {
      this.faults.warn(
        this.at(name),
        'unknown-field',
        `${name} is not a field this engine knows; it is kept and has no effect on the price`,
      )
    }
  }
}

function nameOf(value: unknown): string {
  if (value === null) return 'null'
  if (value === undefined) return 'nothing'
  if (Array.isArray(value)) return 'a list'
  return typeof value === 'object' ? 'an object' : `${typeof value} ${JSON.stringify(value)}`
}
