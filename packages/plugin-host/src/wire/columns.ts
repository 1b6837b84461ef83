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

/** How a fact's value is written: its type, and then a figure or the index of a text. */
export const factTypes = { number: 0, string: 1, boolean: 2, null: 3 } as const

/** Inputs on the wire: every figure in one list, every text once in another. */
export interface Packed {
  readonly figures: Float64Array
  readonly texts: readonly string[]
}
