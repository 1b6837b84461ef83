/**
 * Tells of some tariffs for certain that a session which uses more never costs less.
 *
 * What may make more cost less is a change of price alone: rounding that a cheaper price takes
 * over, and a dimension that gets cheaper because another one has been used. Where neither can
 * happen, each line of a bill can only grow.
 */

import { decimal } from '@wattline/units'

import type { PriceComponent, Tariff, TariffElement } from '../tariff.js'
import { type AxisName, axes, axisNames } from './axes.js'
import { askedOf, dimensionOf, type Metered, meteredPrices } from './prices.js'

export interface Monotone {
  /** A vehicle that stays longer, all before being equal, measured power too, never pays less. */
  readonly inTime: boolean
  /** Nor does one that takes more energy in the same time, to within the Wh a meter counts. */
  readonly inEnergy: boolean
}

export function provenMonotone(tariff: Tariff): Monotone {
  const isEven = meteredPrices.every(metered => isRoundedEvenly(tariff, metered))
  const inTime = isEven && !isTimeGivenUp(tariff)
  return { inTime, inEnergy: inTime && isEnergyOnItsOwn(tariff) }
}

/** Whether nothing is rounded, or all of a dimension at one price; reserved time on its own. */
function isRoundedEvenly({ elements }: Tariff, { dimension, type }: Metered): boolean {
  const priced = elements
    .filter(element => askedOf(element).some(asked => dimensionOf(asked) === dimension))
    .flatMap(({ components }) => components.filter(component => component.type === type))
  if (priced.every(isWhole)) return true
  const keys = priced.map(({ price, stepSize, vatPercent }) => [price, stepSize, vatPercent].join())
  return new Set(keys).size === 1
}

function isWhole({ stepSize }: PriceComponent): boolean {
  return stepSize <= 1
}

/** Time charged is no longer rounded once parking has a price (OCPI mod_cdrs, step_size). */
function isTimeGivenUp({ elements }: Tariff): boolean {
  const components = elements
    .filter(({ restrictions }) => restrictions.reservation === undefined)
    .flatMap(element => element.components)
  const doesRound = components.some(
    component => component.type === 'TIME' && !isWhole(component) && isAboveZero(component),
  )
  return doesRound && components.some(({ type }) => type === 'PARKING_TIME')
}

function isAboveZero({ price }: PriceComponent): boolean {
  return decimal(price).gt('0')
}

/** Bounds that are met at the same moment however much energy flows. */
const ofTime: ReadonlySet<AxisName> = new Set(['date', 'weekday', 'clock', 'duration'])

/**
 * Whether energy changes no other price, and its own hangs either on the energy so far or on the
 * time: a kWh taken sooner is then never one taken in a cheaper place.
 */
function isEnergyOnItsOwn({ elements }: Tariff): boolean {
  const boundsOf = (element: TariffElement): AxisName[] =>
    axisNames.filter(name => axes[name].rangesOf(element.restrictions) !== undefined)
  const others = elements.filter(({ components }) => components.some(isNoEnergy))
  if (!others.flatMap(boundsOf).every(name => ofTime.has(name))) return false
  const ofEnergy = elements.filter(({ components }) => !components.every(isNoEnergy))
  const bounds = ofEnergy.flatMap(boundsOf)
  if (bounds.every(name => name === 'energy')) return true
  // A Wh more may move another one to the next window, and with it a whole block.
  const isRounded = ofEnergy.some(({ components }) =>
    components.some(component => !isNoEnergy(component) && !isWhole(component)),
  )
  return !isRounded && bounds.every(name => ofTime.has(name))
}

function isNoEnergy({ type }: PriceComponent): boolean {
  return type !== 'ENERGY'
}
