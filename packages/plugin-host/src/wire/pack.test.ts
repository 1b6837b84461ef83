/** Holds packing and unpacking to each other: what a plugin is handed equals what was sent. */

import { type PluginInput, sampleInput } from '@wattline/plugin-sdk'
import fc from 'fast-check'

import { activities, components } from './columns.js'
import { pack } from './pack.js'
import { readRun, writeRun } from './requests.js'
import { createUnpacker } from './unpack.js'

/** Some that fit into half the width and some that do not, so that both are sent. */
const figure = fc
  .oneof({ weight: 99, arbitrary: fc.nat(100_000) }, fc.maxSafeInteger())
  .map(value => value + 0)
const words = fc.string({ maxLength: 8 })
const periodWith = (series: readonly string[]) =>
  fc.record({
    series: fc.record(
      Object.fromEntries(series.map(name => [name, fc.option(figure, { nil: null })])),
      { noNullPrototype: true },
    ),
    startSecond: figure,
    durationSeconds: figure,
    energyWh: figure,
    activity: fc.constantFrom(...activities),
    minuteOfDay: figure,
    weekday: figure,
    date: figure,
    base: fc.record({
      ENERGY: figure,
      TIME: figure,
      PARKING_TIME: figure,
      FLAT: figure,
      RESERVATION_TIME: figure,
    }),
  })
const earlierLine = fc.record(
  {
    plugin: words,
    code: words,
    on: fc.constantFrom(...components),
    amount: figure,
    periods: fc.array(figure, { maxLength: 3 }),
  },
  { requiredKeys: ['plugin', 'code', 'on', 'amount'] },
)
const inputWith = (series: readonly string[]): fc.Arbitrary<PluginInput> =>
  fc.record({
    session: fc.record({
      durationSeconds: figure,
      chargingSeconds: figure,
      parkedSeconds: figure,
      energyWh: figure,
      currency: fc.constantFrom('EUR', 'JPY'),
      minorPerUnit: figure,
    }),
    periods: fc.array(periodWith(series), { maxLength: 4 }),
    earlierLines: fc.array(earlierLine, { maxLength: 3 }),
    facts: fc.dictionary(
      fc.oneof(words, fc.constantFrom('__proto__', 'constructor')),
      fc.oneof(figure, words, fc.boolean(), fc.constant(null)),
      { maxKeys: 4, noNullPrototype: true },
    ),
  })

const input = fc.uniqueArray(fc.constantFrom('spot', 'solar'), { maxLength: 2 }).chain(inputWith)

/** As a cell takes it from its pipe: at an address of its own. */
function received(payload: Uint8Array): Buffer {
  const taken = Buffer.allocUnsafeSlow(payload.length)
  taken.set(payload)
  return taken
}

test('inputs come out of the wire as they went in, whatever their texts and facts', () => {
  fc.assert(
    fc.property(fc.array(input, { maxLength: 4 }), inputs => {
      const header = { key: 'k', params: { a: [1, 'x'] }, sessions: inputs.length }
      const { header: read, packed } = readRun(received(writeRun(header, pack(inputs))))
      const next = createUnpacker(packed)
      expect(inputs.map(() => next())).toEqual(inputs)
      expect(read).toMatchObject(header)
    }),
  )
})

test('a field that the contract does not name stays behind', () => {
  const [known] = fc.sample(input, { numRuns: 1, seed: 1 })
  const driver = { ...known, driver: 'Ada' } as PluginInput
  expect(createUnpacker(pack([driver]))()).toEqual(known)
})

test('figures take half the width where all of them fit, and half alone', () => {
  const header = { key: 'k', params: {}, sessions: 1 }
  const widthOf = (energyWh: number) => {
    const [known] = fc.sample(inputWith([]), { numRuns: 1, seed: 1 })
    const { session, periods } = sampleInput([{ energyWh }])
    const input = { ...(known as PluginInput), session, periods, earlierLines: [], facts: {} }
    const { packed } = readRun(received(writeRun(header, pack([input]))))
    expect(createUnpacker(packed)()).toEqual(input)
    return packed.figures.BYTES_PER_ELEMENT
  }
  expect([2 ** 31 - 1, 2 ** 31, -(2 ** 31), 0.5].map(widthOf)).toEqual([4, 8, 4, 8])
})
