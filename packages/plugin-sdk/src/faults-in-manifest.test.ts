/** Tries manifests that break one rule each; every fault names its place. */

import type { Manifest } from './contract.js'
import { faultsInManifest } from './faults-in-manifest.js'

const sound: Manifest = {
  id: 'night-saver',
  version: '1.2.0',
  contract: 1,
  author: 'Wattline',
  description: 'Cheaper at night.',
  phase: 'PROMOTION',
  reads: {
    membership: { fact: 'membership.tier' },
    recent: { fact: 'driver.sessions', days: { param: 'bp' } },
  },
  series: { spot: { name: { param: 'windowEnd' } } },
  emits: [
    { code: 'NIGHT', kind: 'DISCOUNT', on: 'ENERGY', bounds: [{ shareOfBaseBp: { param: 'bp' } }] },
    {
      code: 'FEE',
      kind: 'SURCHARGE',
      on: 'SESSION',
      bounds: [{ perSession: { fact: 'membership' } }],
    },
  ],
  cuts: [
    { clock: '22:00' },
    { clock: { param: 'windowEnd' } },
    { sinceStartSeconds: 900 },
    { sessionWh: { param: 'bp' } },
    { series: 'spot' },
  ],
  params: {
    type: 'object',
    properties: { bp: { type: 'integer' }, windowEnd: { type: 'string' } },
    additionalProperties: false,
  },
}

const [night] = sound.emits
const emit = (change: object) => ({ emits: [{ ...night, ...change }] })

const reads = (membership: object) => ({ reads: { ...sound.reads, membership } })

test('a sound manifest has no fault, also after a trip through JSON', () => {
  expect(faultsInManifest(sound)).toEqual([])
  expect(faultsInManifest(JSON.parse(JSON.stringify(sound)))).toEqual([])
})

test.each<[object, string]>([
  [{ id: 'Night' }, "id must be lower-case words joined by hyphens: 'Night'"],
  [{ version: '1.2' }, "version must be a semantic version: '1.2'"],
  [{ contract: 2 }, 'contract must be 1, the version this platform speaks'],
  [{ author: '' }, 'author must be a text of 1 to 200 characters'],
  [{ description: undefined }, 'description must be a text of 1 to 1000 characters'],
  [{ phase: 'TAX' }, 'phase must be one of PRICE, PROMOTION, LOYALTY, SURCHARGE'],
  [{ budget: 5 }, "the manifest has an unknown field 'budget'"],
  [{ reads: ['membership'] }, 'reads must be an object'],
  [
    { reads: { ...sound.reads, x: { fact: 'age' } } },
    'reads.x.fact must be one of membership.tier',
  ],
  [reads({ fact: 'driver.sessions' }), 'reads.membership.days must be an object'],
  [reads({ fact: 'driver.sessions', days: -1 }), 'days must be a whole number, not below zero'],
  [
    reads({ fact: 'driver.sessions', days: { param: 'n' } }),
    "names the parameter 'n', which params",
  ],
  [reads({ fact: 'membership.tier', days: 1 }), "reads.membership has an unknown field 'days'"],
  [
    { reads: { ...sound.reads, 'x.y': { fact: 'coupon.code' } } },
    'reads.x.y must be a name of letters',
  ],
  [{ series: { spot: { name: '' } } }, 'series.spot.name must be a text of 1 to 100 characters'],
  [{ cuts: [{ series: 'solar' }] }, "cuts[0].series names 'solar', which is not among series"],
  [{ emits: [] }, 'emits must declare at least one line'],
  [{ emits: [night, night] }, 'emits must give each line a code of its own'],
  [emit({ code: 'night' }), 'emits[0].code must be upper-case words joined by underscores'],
  [emit({ kind: 'GIFT' }), "emits[0].kind must be one of DISCOUNT, SURCHARGE, found 'GIFT'"],
  [emit({ on: 'IDLE' }), 'emits[0].on must be one of ENERGY, TIME, PARKING_TIME, FLAT'],
  [emit({ bounds: [] }), 'emits[0].bounds must say the most the line may come to'],
  [emit({ bounds: [{ perMile: 1 }] }), 'emits[0].bounds[0] must have exactly one of shareOfBaseBp'],
  [emit({ bounds: [{ perKwh: -1 }] }), 'perKwh must be a whole number, not below zero'],
  [emit({ bounds: [{ perKwh: { param: 'rate' } }] }), "names the parameter 'rate', which params"],
  [emit({ bounds: [{ perKwh: { fact: 'rate' } }] }), "names the fact 'rate', which is not among"],
  [emit({ bounds: [{ perKwh: { cell: 'a' } }] }), 'must be a figure, { param } or { fact }'],
  [emit({ label: 'x' }), "emits[0] has an unknown field 'label'"],
  [{ cuts: [{ clock: '7:00' }] }, "cuts[0].clock must be 'HH:MM', 00:00 to 23:59"],
  [
    { cuts: [{ clock: { fact: 'membership' } }] },
    "names the fact 'membership', which is not among",
  ],
  [{ cuts: [{ clock: '07:00', sessionWh: 1 }] }, 'cuts[0] must have exactly one of clock'],
  [{ cuts: [{ sinceStartSeconds: 1.5 }] }, 'must be a whole number, not below zero'],
  [{ params: { type: 'array' } }, "params.type must be 'object'"],
  [{ params: { ...sound.params, additionalProperties: true } }, 'a misspelt parameter is refused'],
  [
    { description: 'x'.repeat(900), params: { ...sound.params, $comment: 'x'.repeat(33_000) } },
    'at most 32768',
  ],
])('%j is refused', (change, fault) => {
  expect(faultsInManifest({ ...sound, ...change }).join('\n')).toContain(fault)
})

test.each([null, 5, 'text', [], undefined])('%p is no manifest', value => {
  expect(faultsInManifest(value)).toEqual([
    expect.stringMatching(/^the manifest must be an object, found /),
  ])
})

test('a getter is a fault and is never run', () => {
  let ran = false
  const manifest = Object.defineProperty({ ...sound }, 'id', {
    get: () => {
      ran = true
      return 'sly'
    },
  })
  expect(faultsInManifest(manifest)).toContain(
    'the manifest.id must be a plain value, not a getter',
  )
  expect(ran).toBe(false)
})
