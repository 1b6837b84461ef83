/**
 * What the same session would have cost had one thing been otherwise: one price not in the tariff,
 * or another start. By the tariff's prices alone; what plugins would have said is theirs to answer.
 */

import { assert, type Currency, instantFromSecond, secondOf } from '@wattline/units'

import type { CompiledComponent, CompiledTariff } from '../compile/compiled.js'
import { rateSession } from '../rate/rate-session.js'
import type { RatedSession } from '../rate/rated.js'
import type { SessionFacts } from '../session.js'
import type { Bill } from '../total/bill.js'
import { totalBill } from '../total/total-bill.js'

export type Change =
  /** One component of an element, or all of them: places from 0. Later elements may step in. */
  | { readonly kind: 'without'; readonly elementIndex: number; readonly componentIndex?: number }
  /** The whole session so much later; earlier below zero. */
  | { readonly kind: 'shift'; readonly seconds: number }

export type Totals = Pick<Bill, 'netMinor' | 'vatMinor' | 'grossMinor'>

/** Minor units throughout. */
export interface Counterfactual {
  readonly currency: Currency
  readonly actual: Totals
  readonly otherwise: Totals
  /** `otherwise` less `actual`: below zero where it would have been cheaper. */
  readonly difference: Totals
  /** What is to be known of the price of the session as changed. */
  readonly warnings: readonly string[]
}

/**
 * For a metered session, split anew at the changed times.
 *
 * @throws BrokenInvariant when the tariff has no such component
 */
export function counterfactual(
  tariff: CompiledTariff,
  facts: SessionFacts,
  change: Change,
): Counterfactual {
  const actual = rateSession(tariff, facts, [])
  const otherwise =
    change.kind === 'shift'
      ? rateSession(tariff, shiftFacts(facts, change.seconds), [])
      : rateSession(withoutPrice(tariff, change), facts, [])
  return differenceBetween(actual, otherwise)
}

export function differenceBetween(actual: RatedSession, otherwise: RatedSession): Counterfactual {
  const one = totalBill(actual, [])
  const other = totalBill(otherwise, [])
  return {
    currency: one.currency,
    actual: totalsOf(one),
    otherwise: totalsOf(other),
    difference: {
      netMinor: other.netMinor - one.netMinor,
      vatMinor: other.vatMinor - one.vatMinor,
      grossMinor: other.grossMinor - one.grossMinor,
    },
    warnings: other.warnings,
  }
}

function totalsOf({ netMinor, vatMinor, grossMinor }: Bill): Totals {
  return { netMinor, vatMinor, grossMinor }
}

/**
 * A tariff without one of its prices. Its cuts stay: one too many never changes a price.
 *
 * @throws BrokenInvariant when the tariff has no such component
 */
export function withoutPrice(
  tariff: CompiledTariff,
  { elementIndex, componentIndex }: Omit<Extract<Change, { kind: 'without' }>, 'kind'>,
): CompiledTariff {
  const isLeft = (component: CompiledComponent): boolean =>
    component.elementIndex !== elementIndex ||
    (componentIndex !== undefined && component.componentIndex !== componentIndex)
  const { components, reservationFlats } = tariff
  const lists = [...Object.values(components), reservationFlats]
  const isKnown = lists.some(list => !list.every(isLeft))
  assert(isKnown, `tariff ${tariff.tariff.id} must have the component that is left out`)
  return {
    ...tariff,
    components: {
      ENERGY: components.ENERGY.filter(isLeft),
      TIME: components.TIME.filter(isLeft),
      PARKING_TIME: components.PARKING_TIME.filter(isLeft),
      RESERVATION_TIME: components.RESERVATION_TIME.filter(isLeft),
      FLAT: components.FLAT.filter(isLeft),
    },
    reservationFlats: reservationFlats.filter(isLeft),
  }
}

/** The whole session so many seconds later; earlier below zero. */
export function shiftFacts(facts: SessionFacts, seconds: number): SessionFacts {
  const later = (at: SessionFacts['startedAt']) => instantFromSecond(secondOf(at) + seconds)
  return {
    ...facts,
    startedAt: later(facts.startedAt),
    endedAt: later(facts.endedAt),
    samples: facts.samples.map(sample => ({ ...sample, at: later(sample.at) })),
  }
}
