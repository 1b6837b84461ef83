/** Rounds each line of a session to minor units, once: half away from zero. */

import type { Component } from '@wattline/plugin-sdk'
import { allocate, divideHalfUp } from '@wattline/units'

import type { AcceptedLine } from '../plugins/accepted.js'
import { lineAmounts } from '../plugins/base-amounts.js'
import { exactOf, pluginUnitsPerMinor, roundToMinor } from '../rate/exact-amount.js'
import { minorOf } from '../rate/minor-price.js'
import type { RatedLine, RatedSession } from '../rate/rated.js'

type Rate = string | null

interface RoundedRated {
  readonly rated: RatedLine
  readonly vatPercent: Rate
  readonly minor: bigint
}

/** A line in minor units, on the side the tariff states. */
export type RoundedLine =
  | RoundedRated
  | {
      readonly rated?: undefined
      readonly accepted: AcceptedLine
      readonly vatPercent: Rate
      readonly minor: bigint
    }

/** What stands on the bill so far, as rounded and as plugins count it (minor units × 10 000). */
interface Standing {
  minor: bigint
  units: number
}

/** The tariff's lines, then those of plugins, one for each VAT rate a plugin's line falls on. */
export function roundLines(rated: RatedSession, accepted: readonly AcceptedLine[]): RoundedLine[] {
  const { currency } = rated.tariff.tariff
  const ofTariff = rated.lines.map(line => roundRated(line, currency))
  if (accepted.length === 0) return ofTariff
  const standings = new Standings()
  for (const { rated: line, minor } of ofTariff) {
    const { dimension, vatPercent } = line.component
    const units = lineAmounts(line, currency).reduce((sum, { amount }) => sum + amount, 0)
    standings.add(dimension, vatPercent, { minor, units })
  }
  const ofPlugins = accepted.flatMap(line => roundAccepted(line, standings, currency))
  return [...ofTariff, ...ofPlugins]
}

function roundRated(rated: RatedLine, currency: string): RoundedRated {
  const { component, quantity } = rated
  const minor = minorOf(quantity, component.minorPrice) ?? roundToMinor(exactOf(rated), currency)
  return { rated, vatPercent: component.vatPercent, minor }
}

function roundAccepted(line: AcceptedLine, standings: Standings, currency: string): RoundedLine[] {
  const whole = divideHalfUp(BigInt(line.amount), pluginUnitsPerMinor)
  const weights = line.vatShares.map(({ amount }) => BigInt(Math.abs(amount)))
  const parts = allocate({ minor: whole, currency }, weights)
  return line.vatShares.map(({ vatPercent, amount }, index) => {
    const part = parts[index]?.minor ?? 0n
    const minor =
      amount < 0 ? standings.discount(line.on, vatPercent, { minor: part, units: amount }) : part
    standings.add(line.on, vatPercent, { minor, units: amount })
    return { accepted: line, vatPercent, minor }
  })
}

/** Keeps rounding from doing what `adjust` has ruled out: a component or rate below zero. */
class Standings {
  private readonly byPlace = new Map<string, Standing>()

  add(on: Component, rate: Rate, { minor, units }: Standing): void {
    for (const key of [`${on} ${rate}`, `SESSION of ${rate}`]) {
      const known = this.byPlace.get(key) ?? { minor: 0n, units: 0 }
      this.byPlace.set(key, { minor: known.minor + minor, units: known.units + units })
    }
  }

  /** Never more than there is; and a discount of everything leaves no cent of rounding behind. */
  discount(on: Component, rate: Rate, asked: Standing): bigint {
    const session = this.at(`SESSION of ${rate}`)
    const own = on === 'SESSION' ? session : this.at(`${on} ${rate}`)
    const most = own.minor < session.minor ? own.minor : session.minor
    const takesAll = own.units + asked.units <= 0
    return takesAll || -asked.minor > most ? -most : asked.minor
  }

  private at(key: string): Standing {
    return this.byPlace.get(key) ?? { minor: 0n, units: 0 }
  }
}
