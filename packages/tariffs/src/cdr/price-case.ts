/**
 * Prices one case as test vectors and partners write them down: tariff, CDR, zone and what the CDR
 * cannot say, in one JSON object.
 */

import { type OcpiVersion, readOcpiVersion } from '../parse/ocpi-version.js'
import { FaultList, ObjectReader } from '../parse/read-object.js'
import { type Fault, tariffTypes } from '../tariff.js'
import { type CdrFigures, inOcpi, priceCdr } from './price-cdr.js'
import type { CdrContext } from './rate-cdr.js'

export type PricedCase = ({ readonly name: string | null } & CdrFigures) | RefusedCase

/** Why a case has no price: the first reason by its name, and all of them in words. */
export interface RefusedCase {
  readonly name: string | null
  readonly error: string
  readonly message: string
}

/**
 * @param document `{name, ocpi_version, timezone, tariff | tariffs, cdr, context?}`. The tariffs
 * may
 *   also stand in the CDR, and the zone in its location (OCPI 2.1.1, Location, time_zone).
 */
export function priceCase(document: unknown): PricedCase {
  const faults = new FaultList()
  const reader = ObjectReader.open(document, '$', faults)
  if (!reader) return refusal(null, faults.faults)
  const name = reader.text('name') ?? null
  const version = readVersion(reader)
  const timeZone = reader.text('timezone') ?? zoneOfSite(reader) ?? missingZone(reader)
  const context = readContext(reader)
  const { tariffs, place } = tariffsOf(reader)
  if (faults.isFatal || timeZone === undefined) return refusal(name, faults.faults)

  const cdr = reader.raw('cdr')
  const priced = priceCdr({ tariffs, cdr, timeZone, context, ...(version && { version }) })
  const inPlace = <T extends { readonly path: string }>(fault: T): T => {
    return { ...fault, path: place(fault.path) }
  }
  if (!priced.figures) return refusal(name, priced.refused.map(inPlace))
  const warnings = faults.faults.map(fault => ({ ...fault, code: inOcpi(fault.code) }))
  const own = warnings.map(({ code, path, message }) => ({ code, path, message }))
  const { figures } = priced
  return { name, ...figures, warnings: [...own, ...figures.warnings.map(inPlace)] }
}

function refusal(name: string | null, faults: readonly Fault[]): RefusedCase {
  const fatal = faults.filter(({ severity }) => severity === 'fault')
  return {
    name,
    error: inOcpi(fatal[0]?.code ?? 'unpriced'),
    message: fatal.map(({ path, message }) => `${path}: ${message}`).join('; '),
  }
}

function readVersion(reader: ObjectReader): OcpiVersion | undefined {
  const text = reader.text('ocpi_version')
  const version = text === undefined ? undefined : readOcpiVersion(text)
  if (text === undefined || version !== undefined) return version
  const message = `${text} is no version that is priced; write 2.1.1, 2.2.1 or 2.3.0`
  return reader.faults.fault(reader.at('ocpi_version'), 'unknown-version', message)
}

function zoneOfSite(reader: ObjectReader): string | undefined {
  for (const site of ['cdr_location', 'location']) {
    const zone = fieldOf(fieldOf(reader.raw('cdr'), site), 'time_zone')
    if (typeof zone === 'string') return zone
  }
  return undefined
}

function missingZone(reader: ObjectReader): undefined {
  if (reader.faults.isFatal) return undefined
  const message = 'the times of a tariff are local: name the IANA zone of the site'
  return reader.faults.fault(reader.at('timezone'), 'missing-field', message)
}

function readContext(reader: ObjectReader): CdrContext {
  const context = reader.object('context')
  if (!context) return {}
  const reservationExpired = context.flag('reservation_expired')
  const appliesStepSize = context.flag('apply_step_size')
  const preference = context.oneOf('tariff_type', tariffTypes)
  context.finish()
  return {
    ...(reservationExpired !== undefined && { reservationExpired }),
    ...(appliesStepSize !== undefined && { appliesStepSize }),
    ...(preference && { preference }),
  }
}

interface FoundTariffs {
  readonly tariffs: readonly unknown[]
  /** Turns a path into the list of tariffs into one into the case. */
  readonly place: (path: string) => string
}

function tariffsOf(reader: ObjectReader): FoundTariffs {
  const single = reader.raw('tariff')
  if (single !== undefined) {
    return { tariffs: [single], place: path => path.replace(/^\$\.tariffs\[0\]/, '$.tariff') }
  }
  if (reader.has('tariffs')) {
    return { tariffs: reader.list('tariffs', item => item ?? null) ?? [], place: path => path }
  }
  const embedded = fieldOf(reader.raw('cdr'), 'tariffs')
  const place = (path: string): string => path.replace(/^\$\.tariffs\[/, '$.cdr.tariffs[')
  return { tariffs: Array.isArray(embedded) ? embedded : [], place }
}

function fieldOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined
  return (value as Readonly<Record<string, unknown>>)[name]
}
