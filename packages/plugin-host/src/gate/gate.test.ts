/**
 * The publish gate over real cells: our own plugins pass it, and each of a table of bad ones is
 * refused for the true reason, on a bill as small as it can be.
 */

import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import type { GateFault, GateVerdict, PluginUpload } from '@wattline/billing'
import type { Golden } from '@wattline/plugin-sdk'

import { buildBundle, buildData } from '../bundle/build.js'
import { describeBundle, maxGoldensCharacters } from '../bundle/describe.js'
import { createPluginGate } from './gate.js'
import { uploadOf } from './testing/uploads.js'

const plugins = fileURLToPath(new URL('../../../../plugins', import.meta.url))
const gate = createPluginGate({ bills: 160 })
afterAll(() => gate.close())

const faultsOf = (verdict: GateVerdict): readonly GateFault[] =>
  'faults' in verdict ? verdict.faults : []
const judge = async (upload: PluginUpload) => faultsOf(await gate.judge('a', upload))

const sound = uploadOf('() => fee(10000)')
const names = readdirSync(plugins).filter(name => existsSync(join(plugins, name, 'src/plugin.ts')))

test.each(names)('our own %s passes', async name => {
  const { bundle, sourceMap } = buildBundle(join(plugins, name, 'src/plugin.ts'))
  const data = buildData(join(plugins, name, 'src/goldens.ts'))
  const described = await describeBundle(data, {
    maxCharacters: maxGoldensCharacters,
    layers: 'author',
  })
  const goldens = 'manifest' in described ? (described.manifest as readonly Golden[]) : []
  const first = await gate.judge('a', { bundle, goldens, sourceMap })
  expect(faultsOf(first)).toEqual([])
  expect(first).toMatchObject({
    plugin: { manifest: { id: name } },
    report: { goldens: goldens.length, engines: { length: 3 } },
  })
})

test('a plain fee passes, with the same report every time', async () => {
  const first = await gate.judge('a', sound)
  expect(faultsOf(first)).toEqual([])
  expect(await gate.judge('a', sound)).toEqual(first)
})

const night = `({ periods }) => fee(periods.some(p => p.minuteOfDay >= 1320) ? 20000 : 10000)`
const off = (amount: string) =>
  `() => ({ lines: [{ ...fee(${amount}).lines[0], code: 'OFF', kind: 'DISCOUNT' }] })`
const offEmits = {
  emits: [{ code: 'OFF', kind: 'DISCOUNT', on: 'SESSION', bounds: [{ perSession: 100_000 }] }],
}
const parked = `periods.some(p => p.activity === 'PARKED')`

/** What it does, its price function, what is said of it, and the most periods that show it. */
const bad: readonly [string, PluginUpload, RegExp, number][] = [
  ['a clock that is no cut', uploadOf(night), /changes inside a period; declare in cuts/, 2],
  [
    'a step of energy that is no cut',
    uploadOf(
      '({ periods }) => fee(periods.reduce((s, p) => s + (p.energyWh > 9000 ? p.energyWh : 0), 1))',
      {
        emits: [
          {
            code: 'FEE',
            kind: 'SURCHARGE',
            on: 'SESSION',
            bounds: [{ perKwh: 10_000_000 }, { perSession: 1 }],
          },
        ],
      },
    ),
    /cut once more, at second \d+/,
    4,
  ],
  [
    'more than its bound, when it is long',
    uploadOf('({ session }) => fee(10000 + session.durationSeconds * 10)'),
    /FEE comes to \d+, above its bound of 1000000/,
    2,
  ],
  [
    'a discount below zero',
    uploadOf(off('-50000'), offEmits),
    /discounts exceed what the session/,
    1,
  ],
  [
    'a line of zero',
    uploadOf(`({ session }) => fee(session.parkedSeconds > 0 ? 0 : 5)`),
    /amount of a SURCHARGE must be above zero/,
    2,
  ],
  [
    'what cannot be divided',
    uploadOf(`({ session }) => fee(session.parkedSeconds % 7 === 3 ? 0.5 : 5)`),
    /amount must be a whole number/,
    2,
  ],
  [
    'a throw while it is parked',
    uploadOf(`({ periods }) => { if (${parked}) throw new Error('not parked'); return fee(5) }`),
    /price threw: not parked/,
    2,
  ],
  [
    'no end while it is parked',
    uploadOf(`({ periods }) => { while (${parked}) periods.at(0); return fee(5) }`),
    /does not end within \d+ ticks/,
    2,
  ],
  [
    'a line for each of many periods',
    uploadOf(`({ periods }) => ({ lines: periods.flatMap(() => fee(1).lines) })`, {
      cuts: [{ clock: '03:00' }, { clock: '06:00' }, { clock: '12:00' }],
    }),
    /lines must have at most 16 items/,
    17,
  ],
  [
    'another price in years to come',
    uploadOf('({ periods }) => fee(periods[0].date > 20400101 ? 9999999 : 5)'),
    /FEE comes to 9999999, above its bound of 1000000/,
    1,
  ],
  [
    'another price in a currency of three decimals',
    uploadOf('({ session }) => fee(session.minorPerUnit === 1000 ? 9999999 : 5)'),
    /FEE comes to 9999999, above its bound of 1000000/,
    1,
  ],
  [
    'an answer by the engine',
    uploadOf(`({ periods }) => { try { null.x } catch (e) { return fee(e.message.length) } }`),
    /the same session gave .* on .*jitless, and .* on .*quickjs/,
    2,
  ],
  [
    'work for every second',
    uploadOf(
      `({ session: { durationSeconds } }) => {
        let n = 1
        for (let s = 0; s < durationSeconds / 2; s += 1) n += s % 3
        return fee(1 + n % 2)
      }`,
    ),
    /ticks of fuel; at most 100000/,
    4,
  ],
]

test.each(bad)('%s is refused', async (_, upload, reason, periodsMost) => {
  const faults = await judge(upload)
  expect(faults.map(({ message }) => message).join('\n')).toMatch(reason)
  const shown = faults.find(({ message }) => reason.test(message))
  expect(shown?.bill?.input.periods.length).toBeLessThanOrEqual(periodsMost)
})

const schema = (properties: object) => ({
  params: { type: 'object', properties, additionalProperties: false },
})

/** Refused before a single bill is made. */
const unread: readonly [string, PluginUpload, GateFault['step'], RegExp[]][] = [
  ['no module', { ...sound, bundle: 'export default {' }, 'bundle', [/no ES module/]],
  ['a large file', { ...sound, bundle: 'x'.repeat(300_000) }, 'bundle', [/300000 characters/]],
  [
    'what the lint knows',
    { ...sound, bundle: `const a = 2 ** 3\nconst b = new Date()\nexport default [a, b]` },
    'lint',
    [/no \*\*/, /no clock/],
  ],
  [
    'a manifest with two faults',
    uploadOf('() => fee(1)', { id: 'Bad Id', phase: 'LATER' }),
    'manifest',
    [/id must be/, /phase must be/],
  ],
  [
    'a schema that is not read here',
    uploadOf('() => fee(1)', schema({ rate: { type: 'integer', $ref: '#' } })),
    'manifest',
    [/rate\.\$ref is not read here/],
  ],
  [
    'a pattern that takes for ever',
    uploadOf('() => fee(1)', schema({ code: { type: 'string', pattern: '^(a+)+$' } })),
    'manifest',
    [/could take too long/],
  ],
  [
    'a default that is not valid',
    uploadOf('() => fee(1)', schema({ rate: { type: 'integer', maximum: 5, default: 6 } })),
    'manifest',
    [/rate\.default must be <= 5/],
  ],
  [
    'parameters of a golden test that nobody can set',
    uploadOf('() => fee(1)', {}, { rate: 5 }),
    'manifest',
    [/no operator could set: params must NOT have additional properties/],
  ],
  ['no golden test', { ...sound, goldens: [] }, 'goldens', [/goldens must NOT have fewer than 1/]],
  [
    'one golden test, with another line',
    {
      ...sound,
      goldens: sound.goldens.slice(0, 1).map(golden => ({
        ...golden,
        lines: golden.lines.map(line => ({ ...line, amount: 9 })),
      })),
    },
    'goldens',
    [/without energy/, /clock is set/, /across midnight/, /expected 9, found 10000/],
  ],
]

test.each(unread)(
  '%s is refused at its step, with every reason',
  async (_, upload, step, reasons) => {
    const faults = await judge(upload)
    expect(new Set(faults.map(fault => fault.step))).toEqual(new Set([step]))
    const messages = faults.map(({ message }) => message).join('\n')
    for (const reason of reasons) expect(messages).toMatch(reason)
  },
)

test('where layers are missing nothing is judged, but for the author', async () => {
  const layers = async () => []
  const network = { name: 'network' as const, isActive: false, detail: 'no unshare' }
  const open = createPluginGate({ bills: 20, layers })
  const closed = createPluginGate({ layers: async () => [network] })
  const author = createPluginGate({ bills: 20, layers: async () => [network], isForAuthor: true })
  await expect(closed.judge('a', sound)).rejects.toThrow(/network: no unshare/)
  for (const gate of [open, author]) {
    expect(faultsOf(await gate.judge('a', sound))).toEqual([])
    await gate.close()
  }
})

test('a throw is told with the place in the author’s file', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'wattline-throws-'))
  const entry = join(folder, 'plugin.ts')
  const source = [
    'interface Parked { parkedSeconds: number }',
    '',
    'export function refuse({ parkedSeconds }: Parked): number {',
    '  if (parkedSeconds > 0)',
    "    throw new Error('not parked')",
    '  return 5',
    '}',
  ]
  writeFileSync(join(folder, 'refuse.ts'), source.join('\n'))
  const { bundle, goldens } = uploadOf('({ session }) => fee(session.parkedSeconds > 0 ? 0 : 5)')
  const called = bundle.replace('session.parkedSeconds > 0 ? 0 : 5', 'refuse(session)')
  writeFileSync(entry, `import { refuse } from './refuse.js'\n${called}`)
  const [fault] = await judge({ ...buildBundle(entry), goldens })
  expect(fault).toMatchObject({
    message: expect.stringContaining('not parked'),
    place: { file: 'refuse.ts', line: 5, column: 11 },
    bill: { input: { session: { parkedSeconds: expect.any(Number) } } },
  })
  const early = `const at = (0 as number)\nif (at === 0) throw new Error('early')\n`
  writeFileSync(entry, `import { refuse } from './refuse.js'\n${early}${called}`)
  expect(await judge({ ...buildBundle(entry), goldens })).toMatchObject([
    { step: 'manifest', message: 'early', place: { file: 'plugin.ts', line: 3 } },
  ])
  rmSync(folder, { recursive: true })
})
