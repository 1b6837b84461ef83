/**
 * Says in which order the figures of a plugin input travel, for the side that packs and the side
 * that unpacks.
 */

import type { Component, PluginPeriod } from '@wattline/plugin-sdk'

export const activities: readonly PluginPeriod['activity'][] = ['CHARGING', 'PARKED', 'RESERVED']

export const components: readonly Component[] = [
  'ENERGY',
  'TIME',
  'PARKING_TIME',
  'FLAT',
  'RESERVATION_TIME',
  'SESSION',
]

/** Six of the session itself, then how many periods, earlier lines, facts and series there are. */
export const sessionFigures = 10
/** Of one period, before its series. */
export const periodFigures = 12
/** Of one earlier line, before its periods. */
export const lineFigures = 5

/** How a fact's value is written: its type, and then a figure or the index of a text. */
export const factTypes = { number: 0, string: 1, boolean: 2, null: 3 } as const

/** Inputs packed: every figure in one list, every text once in another. */
export interface Packed {
  readonly figures: Float64Array
  readonly texts: readonly string[]
}

/** The same as it arrives: in half the width where every figure fits. */
export interface Received {
  readonly figures: Float64Array | Int32Array
  readonly texts: readonly string[]
}
