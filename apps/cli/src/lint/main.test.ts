/** Tests `wattline lint` as a person runs it. */

import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { main } from './main.js'

const command = fileURLToPath(new URL('../../bin/wattline.mjs', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'wattline-lint-'))
afterAll(() => rmSync(folder, { recursive: true }))

function file(name: string, content: unknown): string {
  const path = join(folder, name)
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content))
  return path
}

const tariffOf = (price: number) => ({
  id: 'T',
  currency: 'EUR',
  elements: [{ price_components: [{ type: 'ENERGY', price, step_size: 1 }] }],
})
const sound = file('sound.json', tariffOf(0.4))
const negative = file('negative.json', [tariffOf(0.4), tariffOf(-0.4)])
const broken = file('broken.json', '{"id": "T"\n"currency"')

async function lint(...args: string[]) {
  const { jest } = import.meta
  const out = jest.spyOn(process.stdout, 'write').mockImplementation(() => true)
  const told = jest.spyOn(process.stderr, 'write').mockImplementation(() => true)
  const code = await main(args)
  const [printed, complained] = [out, told].map(({ mock }) => mock.calls.map(String).join(''))
  jest.restoreAllMocks()
  return { code, printed, complained }
}

test('the command names every fault with file, path and code, and fails', () => {
  const line = [command, 'lint', sound, negative, broken]
  const { status, stdout, stderr } = spawnSync(process.execPath, line, { encoding: 'utf8' })
  expect([status, stderr]).toEqual([1, ''])
  expect(stdout).toContain(`${negative}: 1 fault`)
  expect(stdout).toMatch(
    /fault: \$\[1\]\.elements\[0\]\.price_components\[0\]\.price: .*negative-price/,
  )
  expect(stdout).toContain(`fault: $: ${broken}:2:1 is not JSON from here on (unreadable)`)
})

test('warnings alone do not fail', async () => {
  const warned = file('warned.json', { ...tariffOf(0.4), colour: 'green' })
  const { code, printed } = await lint(warned)
  expect(code).toBe(0)
  expect(printed).toMatch(/warning: \$\.colour: .*unknown-field/)
})

test('the findings as data', async () => {
  const { printed } = await lint('--json', negative, join(folder, 'nowhere.json'))
  const [one, two] = (printed ?? '')
    .trimEnd()
    .split('\n')
    .map(text => JSON.parse(text))
  expect(one).toMatchObject({
    file: negative,
    findings: [{ path: expect.any(String), code: 'negative-price', severity: 'fault' }],
  })
  expect(two.findings[0].message).toContain('there is no such file')
})

test.each([
  ['no file', []],
  ['an unknown flag', ['--fix', sound]],
])('%s is misuse', async (_, args) => {
  expect(await lint(...args)).toMatchObject({ code: 2, printed: '' })
})
