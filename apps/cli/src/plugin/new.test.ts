/** Makes a plugin's folder as an author would, type-checks it, and takes it through the gate. */

import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { main as check } from './check.js'
import { main as create } from './new.js'

const checkout = fileURLToPath(new URL('../../../../', import.meta.url))
const outside = mkdtempSync(join(tmpdir(), 'wattline-new-'))
afterAll(() => rmSync(outside, { recursive: true }))
afterEach(() => import.meta.jest.restoreAllMocks())

function printed() {
  const { jest } = import.meta
  const out = jest.spyOn(process.stdout, 'write').mockImplementation(() => true)
  const told = jest.spyOn(process.stderr, 'write').mockImplementation(() => true)
  return () => [out, told].map(({ mock }) => mock.calls.map(String).join(''))
}

const types = (folder: string) =>
  spawnSync(join(checkout, 'node_modules/.bin/tsc'), ['-p', folder], { encoding: 'utf8' })

test('a new plugin type-checks and passes the gate, and a mistake in it is shown', async () => {
  const read = printed()
  const folder = join(outside, 'night-owl')
  expect(await create([folder])).toBe(0)
  expect(types(folder)).toMatchObject({ status: 0, stdout: '' })

  expect(await check([folder])).toBe(0)
  expect(read()[0]).toMatch(/night-owl 0\.1\.0 may be published\.[\s\S]*agreed[\s\S]*fuel +\d+ of/)

  const path = join(folder, 'src/plugin.ts')
  const source = readFileSync(path, 'utf8')
  writeFileSync(path, source.replace(`cuts: [{ clock: '00:00' }],`, 'cuts: [],'))
  expect(await check([folder])).toBe(1)
  const [words = ''] = read()
  expect(words).toMatch(/may not be published, for 1 reason/)
  expect(words).toMatch(/invariants {2}CHOSEN_DAYS.* comes to .*declare in cuts where it changes/)
  expect(words).toMatch(
    /shown by a session of .* with \d+ Wh[\s\S]*\[0\] \w{3} \d{4}-\d\d-\d\d \d\d:\d\d/,
  )
  expect(words).toMatch(/parameters {2}\{"discountBp":/)

  const dated = source.replace('    const periods', '    new Date()\n    const periods')
  const line = dated.split('\n').indexOf('    new Date()') + 1
  writeFileSync(path, dated)
  expect(await check([folder, '--json'])).toBe(1)
  const last = JSON.parse(read()[0]?.trimEnd().split('\n').at(-1) ?? '')
  expect(last.faults).toEqual([
    {
      step: 'lint',
      message: expect.stringContaining('no clock'),
      place: { file: 'src/plugin.ts', line, column: 9 },
    },
  ])
  writeFileSync(path, 'export default {')
  expect(await check([folder])).toBe(1)
  expect(read()[1]).toContain('src/plugin.ts:1:16')
})

test('inside the checkout the SDK is the workspace’s own', async () => {
  printed()
  const folder = join(checkout, 'node_modules/.cache/wattline-new/night-owl')
  rmSync(folder, { recursive: true, force: true })
  try {
    expect(await create([folder])).toBe(0)
    expect(readFileSync(join(folder, 'package.json'), 'utf8')).toContain('"0.1.0"')
    expect(types(folder)).toMatchObject({ status: 0, stdout: '' })
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test.each([
  ['no name', [], 2],
  ['two names', ['a', 'b'], 2],
  ['a bad name', [join(outside, 'Night Owl')], 2],
  ['an unknown flag', ['--force', 'a'], 2],
])('%s is not understood', async (_, args, code) => {
  const read = printed()
  expect(await create(args)).toBe(code)
  expect(read()[1]).toMatch(/^wattline plugin new: .*\n\nwattline plugin new NAME/)
})

test('a folder that is there is left alone', async () => {
  const read = printed()
  expect(await create([join(outside, 'twice')])).toBe(0)
  expect(await create([join(outside, 'twice')])).toBe(1)
  expect(read()[1]).toMatch(/twice is there already/)
})
