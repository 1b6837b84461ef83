/**
 * Takes meter readings in: late, twice and out of order are welcome; impossible ones are refused by
 * name.
 */

import type { Activity, Reading } from '@wattline/metering'
import type { Instant } from '@wattline/units'

import { type Authority, requireRole } from '../authority.js'
import type { Core } from '../core.js'
import { once } from '../once.js'
import { type InputFault, Refusal, refuseInput } from '../refusal.js'
import { lockSession, operatorOfSession } from './find-session.js'
import { type RegisterValue, readRegister } from './read-register.js'
import { loadKnown, storeReadings } from './store-readings.js'

export interface ReadingsInput {
  readonly sessionId: string
  readonly readings: readonly (RegisterValue & {
    readonly measuredAt: Instant
    /** What the vehicle does from this instant on. */
    readonly activity?: Activity | null
    /** Whole W over all phases at this instant. */
    readonly powerW?: number | null
    /** Whole mA, all phases together, at this instant. */
    readonly currentMilliA?: number | null
  })[]
  readonly idempotencyKey: string
}

const readingsAtMost = 1_000

/**
 * Stores readings until the session is billed; the same reading again is counted and changes
 * nothing.
 *
 * @throws Refusal `not-found`, `session-not-active`, `reading-…`, `input-invalid`
 */
export async function recordMeterReadings(
  core: Core,
  authority: Authority,
  input: ReadingsInput,
): Promise<{ sessionId: string; stored: number; duplicates: number }> {
  requireRole(authority, 'partner', 'operator')
  const readings = readAll(input)
  const operatorId = await operatorOfSession(core, authority, input.sessionId)
  const shown = {
    ...input,
    readings: input.readings.map(r => ({ ...r, measuredAt: r.measuredAt.toString() })),
  }
  return once(
    core,
    {
      holderId: authority.holderId,
      operatorId,
      key: input.idempotencyKey,
      input: ['recordMeterReadings', shown],
    },
    async tx => {
      const session = await lockSession(tx, input.sessionId)
      if (session.state !== 'active' && session.state !== 'ended') {
        throw new Refusal('session-not-active', { state: session.state })
      }
      const known = await loadKnown(tx, session)
      const counted = await storeReadings(core, tx, { session, known, incoming: readings })
      return { sessionId: session.id, ...counted }
    },
  )
}

function readAll(input: ReadingsInput): Reading[] {
  const faults: InputFault[] = []
  const readings: Reading[] = []
  if (input.readings.length === 0 || input.readings.length > readingsAtMost) {
    refuseInput([{ path: 'readings', message: `From 1 to ${readingsAtMost} readings at a time` }])
  }
  input.readings.forEach((given, index) => {
    const path = `readings[${index}]`
    faults.push(...measureFaults(given, path))
    const read = readRegister(given, path)
    if ('fault' in read) faults.push(read.fault)
    else {
      readings.push({
        measuredAt: given.measuredAt,
        registerWh: read.registerWh,
        activity: given.activity ?? null,
        source: 'periodic',
        powerW: given.powerW ?? null,
        currentMilliA: given.currentMilliA ?? null,
      })
    }
  })
  if (faults.length > 0) refuseInput(faults)
  return readings
}

/** 100 MW and 100 kA: beyond any connector. */
const measureAtMost = 100_000_000

function measureFaults(
  { powerW, currentMilliA }: ReadingsInput['readings'][number],
  path: string,
): InputFault[] {
  return Object.entries({ powerW, currentMilliA }).flatMap(([name, value]) => {
    if (value === undefined || value === null) return []
    if (Number.isSafeInteger(value) && value >= 0 && value <= measureAtMost) return []
    return [{ path: `${path}.${name}`, message: `A whole number from 0 to ${measureAtMost}` }]
  })
}
