/** Tests `wattline price` as a person runs it: files in and out, errors by line, exit codes. */

import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { main } from './main.js'

const command = fileURLToPath(new URL('../../bin/wattline.mjs', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'wattline-price-'))
afterAll(() => rmSync(folder, { recursive: true }))

function price(args: readonly string[], input = '') {
  const ran = spawnSync(process.execPath, [command, 'price', ...args], { input, encoding: 'utf8' })
  return { code: ran.status, out: ran.stdout, told: ran.stderr }
}

const sound = {
  name: 'a',
  ocpi_version: '2.2.1',
  timezone: 'Europe/Berlin',
  tariff: {
    id: 'T',
    currency: 'EUR',
    elements: [{ price_components: [{ type: 'ENERGY', price: 0.25, step_size: 1, vat: 20 }] }],
  },
  cdr: {
    start_date_time: '2026-03-02T10:00:00Z',
    end_date_time: '2026-03-02T11:00:00Z',
    charging_periods: [
      {
        start_date_time: '2026-03-02T10:00:00Z',
        dimensions: [{ type: 'ENERGY', volume: 10.0002 }],
      },
    ],
  },
}
const line = (fields: object = {}) => JSON.stringify({ ...sound, ...fields })

test('each case is answered in order, and a bad one costs no other', () => {
  const input = join(folder, 'cases.ndjson')
  const output = join(folder, 'priced.ndjson')
  writeFileSync(input, `${line()}\n{"name": "b",}\n\n${line({ name: 'c', cdr: {} })}\n${line()}`)
  const { code, out, told } = price(['--input', input, '--output', output])
  expect([code, out]).toEqual([1, ''])
  const answers = readFileSync(output, 'utf8').trimEnd().split('\n')
  expect(answers.map(text => JSON.parse(text))).toMatchObject([
    {
      name: 'a',
      total_cost: { excl_vat: '2.5003', incl_vat: '3.0003' },
      total_energy_cost: { excl_vat: '2.5003', incl_vat: '3.0003' },
      total_parking_cost: { excl_vat: '0.0000', incl_vat: '0.0000' },
      billed: { ENERGY_kwh: '10.0010' },
      warnings: [],
    },
    { name: null, error: 'not_json', message: 'not JSON from column 14 on' },
    {
      name: 'c',
      error: 'missing_field',
      message: expect.stringContaining('charging_periods is required'),
    },
    { name: 'a' },
  ])
  expect(told).toMatch(/cases\.ndjson:2: not_json: .*\n.*cases\.ndjson:4: c: missing_field: /)
})

test('standard input and output are the usual pipe', () => {
  const { code, out, told } = price(['--input', '-'], `\uFEFF${line()}\r\n`)
  expect([code, told]).toEqual([0, ''])
  expect(JSON.parse(out)).toMatchObject({ name: 'a', total_cost: { incl_vat: '3.0003' } })
})

/** In this process: no input is read. */
async function misuse(args: readonly string[]) {
  const written = import.meta.jest.spyOn(process.stderr, 'write').mockImplementation(() => true)
  const code = await main(args)
  const told = written.mock.calls.map(([text]) => String(text)).join('')
  written.mockRestore()
  return { code, told }
}

test.each([
  ['no input', [], 'name the cases: --input'],
  ['an unknown flag', ['--inptu', 'x'], '--inptu'],
  ['a file that is not there', ['--input', 'nowhere.ndjson'], 'there is no such file'],
  ['a folder', ['--input', tmpdir()], 'it is a folder'],
])('%s is misuse, and says so', async (_, args, words) => {
  expect(await misuse(args)).toEqual({ code: 2, told: expect.stringContaining(words) })
})

test('the answers never overwrite the cases', async () => {
  const path = join(folder, 'only.ndjson')
  writeFileSync(path, line())
  const { code, told } = await misuse(['--input', path, '--output', path])
  expect([code, readFileSync(path, 'utf8')]).toEqual([2, line()])
  expect(told).toContain('is the input')
})
