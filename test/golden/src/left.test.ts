/**
 * Tests the SDK's word on what is still billed against the core's: whatever earlier plugins did, a
 * discount of all that is left is accepted.
 */

import { type Component, left, type Manifest, type PluginLine } from '@wattline/plugin-sdk'
import {
  type AcceptedLine,
  adjust,
  nothingTold,
  pluginInput,
  type RatedSession,
} from '@wattline/tariffs'
import fc from 'fast-check'

import { anyCut, anySession } from './any-session.js'
import { rate } from './rate.js'

const components: readonly Component[] = [
  'ENERGY',
  'TIME',
  'PARKING_TIME',
  'RESERVATION_TIME',
  'FLAT',
  'SESSION',
]
const manifest: Manifest = {
  id: 'taker',
  version: '1.0.0',
  contract: 1,
  author: 'Wattline',
  description: 'Takes what it can.',
  phase: 'PROMOTION',
  reads: {},
  series: {},
  emits: components.flatMap(on => [
    { code: `LESS_${on}`, kind: 'DISCOUNT', on, bounds: [{ shareOfBaseBp: 10_000 }] } as const,
    { code: `MORE_${on}`, kind: 'SURCHARGE', on, bounds: [{ perSession: 50_000_000 }] } as const,
  ]),
  cuts: [],
  params: {},
}
const plugin = { id: 'taker', version: '1.0.0', hash: 'h', paramsHash: 'p', manifest, params: {} }

interface Earlier {
  readonly on: Component
  readonly isLess: boolean
  readonly size: number
  /** Which periods it names, by their remainder; all where it is undefined. */
  readonly everyOther: boolean | undefined
}

const anyEarlier: fc.Arbitrary<Earlier> = fc.record({
  on: fc.constantFrom(...components),
  isLess: fc.boolean(),
  size: fc.integer({ min: 1, max: 4_000_000 }),
  everyOther: fc.option(fc.boolean(), { nil: undefined }),
})

const placesOf = (rated: RatedSession, on: Component, everyOther: boolean | undefined) => {
  const places = rated.periods.flatMap((_, at) => (at % 2 === (everyOther ? 1 : 0) ? [at] : []))
  return on === 'SESSION' || everyOther === undefined || places.length === 0 ? undefined : places
}

const lineOf = (on: Component, amount: number, periods?: readonly number[]): PluginLine => ({
  code: `${amount < 0 ? 'LESS' : 'MORE'}_${on}`,
  kind: amount < 0 ? 'DISCOUNT' : 'SURCHARGE',
  on,
  amount,
  labelKey: 'x',
  ...(periods && { periods }),
})

function acceptEach(rated: RatedSession, earlier: readonly Earlier[]): AcceptedLine[] {
  const accepted: AcceptedLine[] = []
  for (const { on, isLess, size, everyOther } of earlier) {
    const line = lineOf(on, isLess ? -size : size, placesOf(rated, on, everyOther))
    accepted.push(...(adjust(rated, accepted, { plugin, lines: [line] }).accepted ?? []))
  }
  return accepted
}

/** Each component at one rate of VAT: what is left of it at several, no plugin can see. */
const taxed = (session: Parameters<typeof rate>[0]) => ({
  ...session,
  elements: session.elements.map(element => ({
    ...element,
    price_components: element.price_components.map(component => ({
      ...component,
      vat: component.type === 'ENERGY' ? 19 : 7,
    })),
  })),
})

test('all that is left of a component, or of some of its periods, can be taken off', () => {
  fc.assert(
    fc.property(
      anySession,
      fc.array(anyCut, { maxLength: 4 }),
      fc.array(anyEarlier, { maxLength: 5 }),
      fc.constantFrom(...components),
      fc.option(fc.boolean(), { nil: undefined }),
      (session, cuts, earlier, on, everyOther) => {
        const rated = rate(taxed(session), { cuts })
        const accepted = acceptEach(rated, earlier)
        const input = pluginInput(rated, accepted, nothingTold)
        const periods = placesOf(rated, on, everyOther)
        const amount = left(input, on, periods)
        expect(Number.isSafeInteger(amount) && amount >= 0).toBe(true)
        if (amount === 0) return
        const lines = [lineOf(on, -amount, periods)]
        const { refused, accepted: taken = [] } = adjust(rated, accepted, { plugin, lines })
        expect(refused).toBeUndefined()
        // What stays of the session may be spread over what stays of its components.
        if (periods !== undefined || accepted.some(line => line.on === 'SESSION')) return
        expect(left(pluginInput(rated, [...accepted, ...taken], nothingTold), on)).toBe(0)
      },
    ),
    { numRuns: 400 },
  )
})
