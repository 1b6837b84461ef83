/** Tests `wattline explain` as a person runs it. */

import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const command = fileURLToPath(new URL('../../bin/wattline.mjs', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'wattline-explain-'))
afterAll(() => rmSync(folder, { recursive: true }))

function file(name: string, document: unknown): string {
  const path = join(folder, name)
  writeFileSync(path, typeof document === 'string' ? document : JSON.stringify(document))
  return path
}

const price = (amount: number) => ({ type: 'ENERGY', price: amount, step_size: 1, vat: 19 })
const tariff = file('tariff.json', {
  id: 'T1',
  currency: 'EUR',
  elements: [
    { price_components: [price(0.6)], restrictions: { end_time: '18:00' } },
    { price_components: [price(0.4)] },
  ],
})
const cdr = file('cdr.json', {
  start_date_time: '2026-03-02T18:00:00Z',
  end_date_time: '2026-03-02T19:00:00Z',
  charging_periods: [
    { start_date_time: '2026-03-02T18:00:00Z', dimensions: [{ type: 'ENERGY', volume: 12.5 }] },
  ],
})

function explain(...args: string[]) {
  const line = [command, 'explain', '--timezone', 'UTC', ...args]
  const ran = spawnSync(process.execPath, line, { encoding: 'utf8' })
  return { code: ran.status, out: ran.stdout, told: ran.stderr }
}

test('a receipt in the language asked for, with what it would have cost otherwise', () => {
  const asked = ['--lang', 'de', '--without', '2', '--shift=-2h']
  const { code, out, told } = explain('--tariff', tariff, '--cdr', cdr, ...asked)
  expect([code, told]).toEqual([0, ''])
  expect(out).toBe(
    [
      ' 1. 5,00 EUR  12,5 kWh geladen von 18:00 bis 19:00 Ortszeit zu 0,40 EUR je kWh ' +
        'zuzüglich 19 % MwSt., nach Element 2 des Tarifs T1.',
      '              Element 1 gilt nur von 00:00 bis 18:00 Uhr, aber die Uhr zeigte 18:00.',
      '              2026-03-02T18:00:00Z – 2026-03-02T19:00:00Z: 12,5 kWh, ' +
        'Zähler von 0 bis 12,5 kWh',
      '',
      '    5,00 EUR  Ohne MwSt.',
      '    0,95 EUR  MwSt. 19 %',
      '    5,95 EUR  Gesamt',
      '',
      'Ohne Element 2 hätte es 0,00 EUR gekostet: 5,95 EUR weniger.',
      'Bei einem um 2 h früheren Beginn hätte es 8,93 EUR gekostet: 2,98 EUR mehr.',
      '',
    ].join('\n'),
  )
})

test('support reads the reasons as data', () => {
  const { out } = explain('--tariff', tariff, '--cdr', cdr, '--json')
  expect(JSON.parse(out)).toMatchObject({
    grossMinor: '595',
    lines: [{ explanation: { reasons: [{ restriction: 'TIME_OF_DAY', found: '18:00' }] } }],
  })
})

test('documents that cannot be priced are named with the place', () => {
  const empty = file('empty.json', { id: 'T', currency: 'EUR', elements: [] })
  expect(explain('--tariff', empty, '--cdr', cdr)).toMatchObject({
    code: 1,
    out: '',
    told: expect.stringMatching(/\$\.elements: .*at least one element \(no-elements\)/),
  })
  const broken = file('broken.json', '{\n  "id": }')
  expect(explain('--tariff', tariff, '--cdr', broken)).toMatchObject({
    code: 2,
    told: `wattline explain: ${broken}:2:9 is not JSON from here on\n`,
  })
})
