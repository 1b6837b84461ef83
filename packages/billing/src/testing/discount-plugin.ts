/**
 * A plugin for tests of publishing: takes a fixed amount off, and may declare whatever it likes.
 */

import type { Manifest, Plugin } from '@wattline/plugin-sdk'

const manifestOf = (over: Partial<Manifest>): Manifest => ({
  id: 'night',
  version: '1.0.0',
  contract: 1,
  author: 'An operator',
  description: 'For a test.',
  phase: 'PROMOTION',
  reads: {},
  series: {},
  emits: [{ code: 'OFF', kind: 'DISCOUNT', on: 'ENERGY', bounds: [{ shareOfBaseBp: 5000 }] }],
  cuts: [],
  params: { type: 'object', properties: {}, additionalProperties: false },
  ...over,
})

export const discountPlugin = (over: Partial<Manifest> = {}, amount = -1): Plugin => ({
  manifest: manifestOf(over),
  price: new Function(
    `return { lines: [{
      code: 'OFF', kind: 'DISCOUNT', on: 'ENERGY', amount: ${amount}, labelKey: 'off' }] }`,
  ) as Plugin['price'],
})
