/**
 * A second pricing engine that shares nothing with the first: it walks a session second by second
 * and Wh by Wh, asks Temporal what the clock shows, and multiplies in exact decimals.
 *
 * Slow, and with nothing to get wrong but the rules (OCPI 2.3.0 mod_tariffs, mod_cdrs).
 */

import { type Decimal, decimal } from '@wattline/units'

import type { GeneratedSession } from './any-session.js'
import type { Component } from './any-tariff.js'
import { lookUp, type View } from './look-up.js'
import { type Tick, ticksOf } from './ticks.js'

/** What one price component came to. */
export interface TwinLine {
  readonly dimension: string
  /** Wh, seconds or 1; step rounding included. */
  readonly quantity: number
  /** Quantity × price, in prices per Wh × 1000, per second × 3600, or per session. */
  readonly amount: Decimal
}

interface Use {
  readonly dimension: string
  readonly component: Component
  quantity: number
}

/** By place of the component in the tariff: `element.component`. */
export function twinLines(session: GeneratedSession): Map<string, TwinLine> {
  const uses = new Map<string, Use>()
  const last = new Map<string, Use>()
  const use = (dimension: string, tick: Tick, wh: number): void => {
    const found = lookUp(session, dimension, viewOf(session, tick, wh))
    if (!found) return
    const known = uses.get(found.name) ?? { dimension, component: found.component, quantity: 0 }
    known.quantity += 1
    uses.set(found.name, known)
    last.set(dimension, known)
  }
  for (const tick of ticksOf(session)) {
    const lastWh = Math.max(tick.fromWh, tick.toWh - 1)
    const flat = tick.activity === 'RESERVED' ? 'RESERVATION_FLAT' : 'FLAT'
    for (let wh = tick.fromWh; wh <= lastWh && !last.has(flat); wh += 1) use(flat, tick, wh)
    for (let wh = tick.fromWh; wh < tick.toWh; wh += 1) use('ENERGY', tick, wh)
    if (tick.isInstant) continue
    if (tick.activity === 'CHARGING') use('TIME', tick, lastWh)
    if (tick.activity === 'PARKED') use('PARKING_TIME', tick, lastWh)
    if (tick.activity === 'RESERVED') use('RESERVATION_TIME', tick, lastWh)
  }
  for (const [dimension, line] of last) {
    const isLeftAsItIs = dimension === 'TIME' && last.has('PARKING_TIME')
    if (!dimension.endsWith('FLAT') && !isLeftAsItIs) completeStep(line, uses)
  }
  return new Map(
    [...uses].map(([name, { dimension, component, quantity }]) => {
      const amount = decimal(String(component.price)).times(decimal(String(quantity)))
      return [name, { dimension: dimension.replace('RESERVATION_FLAT', 'FLAT'), quantity, amount }]
    }),
  )
}

/** @param wh delivered before the place that is priced */
function viewOf({ reservationExpired }: GeneratedSession, tick: Tick, wh: number): View {
  const { second, clock, powerKw: power, currentA: current } = tick
  // What the meter shows at an instant is peak and trough.
  const measured = { power, current }
  const isKwhAtLeast = (bound: number): boolean => wh / 1000 >= bound
  return { clock, second, isKwhAtLeast, troughs: measured, peaks: measured, reservationExpired }
}

/** Counts on until the dimension of the line that was used last is a whole number of its steps. */
function completeStep(line: Use, uses: ReadonlyMap<string, Use>): void {
  const { step_size: step } = line.component
  if (step === 0) return
  let total = 0
  for (const { dimension, quantity } of uses.values()) {
    if (dimension === line.dimension) total += quantity
  }
  while (total % step !== 0) {
    total += 1
    line.quantity += 1
  }
}
