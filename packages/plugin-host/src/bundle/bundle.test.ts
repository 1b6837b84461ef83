/**
 * Bundles plugins from files: the same bytes wherever they lie, and every fault of an unsound one.
 */

import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { bundlePlugin, bundlePlugins, hashPlugin, UnsoundPlugin } from './bundle.js'
import { describeBundle } from './describe.js'
import { lintBundle } from './lint.js'

const root = fileURLToPath(new URL('../../../../', import.meta.url))
const offPeak = join(root, 'plugins/off-peak')
const folder = mkdtempSync(join(tmpdir(), 'wattline-bundle-'))
afterAll(() => rmSync(folder, { recursive: true }))

function write(name: string, source: string): string {
  const path = join(folder, name)
  writeFileSync(path, source)
  return path
}

const manifest = JSON.stringify({
  id: 'a',
  version: '1.0.0',
  contract: 1,
  author: 'A',
  description: 'D',
  phase: 'PRICE',
  reads: {},
  series: {},
  emits: [{ code: 'A', kind: 'SURCHARGE', on: 'SESSION', bounds: [{ perSession: 1 }] }],
  cuts: [],
  params: { type: 'object', properties: {}, additionalProperties: false },
})

const author = { layers: 'author' } as const

test('the first-party plugins are sound, and named by a hash of their content', async () => {
  const plugins = await bundlePlugins(join(root, 'plugins'))
  const names = readdirSync(join(root, 'plugins')).sort()
  expect(plugins.map(plugin => plugin.manifest.id)).toEqual(names)
  for (const { hash, bundle, manifest: declared } of plugins) {
    expect(lintBundle(bundle)).toEqual([])
    expect(bundle).not.toMatch(/^import|\/\*|^\s*\/\//m)
    expect(hash).toBe(hashPlugin(declared, bundle))
    expect(hash).toMatch(/^[0-9a-f]{64}$/)
  }
})

test('a copy in another place gives the same bytes and the same hash', async () => {
  const copy = join(folder, 'deep/er/off-peak')
  cpSync(join(offPeak, 'src'), join(copy, 'src'), { recursive: true })
  mkdirSync(join(copy, 'node_modules/@wattline'), { recursive: true })
  const sdk = join(copy, 'node_modules/@wattline/plugin-sdk')
  symlinkSync(join(root, 'packages/plugin-sdk'), sdk)
  const [here, there] = await Promise.all([
    bundlePlugin(join(offPeak, 'src/plugin.ts')),
    bundlePlugin(join(copy, 'src/plugin.ts')),
  ])
  expect(there).toEqual(here)
})

test('the same text is asked for its manifest once', async () => {
  const path = write(
    'once.js',
    `export default { manifest: ${manifest}, price: () => ({ lines: [] }) }`,
  )
  const [first, second] = await Promise.all([bundlePlugin(path), bundlePlugin(path)])
  expect(second).toBe(first)
})

test.each([
  [
    'clock.js',
    `export default { manifest: ${manifest}, price: () => ({ lines: [new Date()] }) }`,
    /1:\d+|no clock/,
  ],
  ['manifest.js', 'export default { manifest: { id: "a" }, price: () => 1 }', /contract must be 1/],
  ['nothing.js', 'export default 5', /the manifest must be an object/],
  ['loop.js', 'for (;;) {}\nexport default 5', /gave no manifest within its limits/],
  ['throws.js', 'throw new Error("not today")\nexport default 5', /not today/],
])('%s is refused with its reason', async (name, source, reason) => {
  const failing = bundlePlugin(write(name, source))
  await expect(failing).rejects.toThrow(UnsoundPlugin)
  await expect(failing).rejects.toThrow(reason)
})

test('an entry file that does not build tells where', () => {
  const path = write('broken.ts', 'export default {')
  expect(() => bundlePlugin(path)).toThrow(/broken\.ts:1:16/)
})

test('a manifest that runs code as it is read is still only data', async () => {
  const sly = `export default { manifest: { toJSON: () => ({ id: 'sly' }) } }`
  expect(await describeBundle(sly, author)).toEqual({ manifest: { id: 'sly' } })
  const getter = 'export default { get manifest() { for (;;) {} } }'
  expect(await describeBundle(getter, author)).toEqual({ manifest: undefined })
})
