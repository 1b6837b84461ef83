import type { Golden } from '@wattline/plugin-sdk'

import { faultsInUpload, uploadBytesAtMost } from './check-upload.js'
import type { PluginUpload } from './gate.js'

const golden = { name: 'a', input: { periods: [] }, params: {}, lines: [] } as unknown as Golden
const upload = (over: Partial<Record<keyof PluginUpload, unknown>>) =>
  ({ bundle: 'export default 1', goldens: [golden], ...over }) as PluginUpload
const named = (over: object) => upload({ goldens: [{ ...golden, ...over }] })
const map = (sources: string) => JSON.stringify({ version: 3, sources: [sources] })
const nested = (levels: number): unknown => JSON.parse('['.repeat(levels) + ']'.repeat(levels))

test('what has the form of a plugin is taken, up to the last byte', () => {
  const full = (path: keyof typeof uploadBytesAtMost, taken: number) =>
    'x'.repeat(uploadBytesAtMost[path] - taken)
  expect(faultsInUpload(upload({}))).toEqual([])
  expect(faultsInUpload(upload({ bundle: full('bundle', 0) }))).toEqual([])
  expect(faultsInUpload(upload({ sourceMap: map(full('sourceMap', map('').length)) }))).toEqual([])
  const text = JSON.stringify([{ ...golden, name: '' }])
  expect(faultsInUpload(named({ name: full('goldens', text.length) }))).toEqual([])
})

test.each<[string, PluginUpload, string, RegExp]>([
  ['no bundle', upload({ bundle: '' }), 'bundle', /empty/],
  ['a byte too many', upload({ bundle: 'x'.repeat(262_145) }), 'bundle', /262145 .* 262144/],
  ['bytes, not characters', upload({ bundle: 'é'.repeat(131_073) }), 'bundle', /262146 bytes/],
  ['a NUL', upload({ bundle: 'a\0' }), 'bundle', /no text may/],
  ['half a pair', upload({ bundle: '\ud83d' }), 'bundle', /no text may/],
  ['a long source map', upload({ sourceMap: map('x'.repeat(1_048_576)) }), 'sourceMap', /1048576/],
  ['a source map of no JSON', upload({ sourceMap: '{' }), 'sourceMap', /version 3/],
  ['an older source map', upload({ sourceMap: '{"version":2}' }), 'sourceMap', /version 3/],
  ['no list of goldens', upload({ goldens: {} }), 'goldens', /at least one/],
  ['no goldens', upload({ goldens: [] }), 'goldens', /at least one/],
  ['a golden of no form', upload({ goldens: [golden, 5] }), 'goldens[1]', /name/],
  ['a golden without lines', named({ lines: undefined }), 'goldens[0]', /lines/],
  ['long goldens', named({ name: 'x'.repeat(1_048_576) }), 'goldens', /make it smaller/],
  ['a NUL in a key', named({ params: { 'a\0': 1 } }), 'goldens', /no text may/],
  ['half a pair deep inside', named({ params: { a: [['\udc00']] } }), 'goldens', /no text may/],
  ['bottomless goldens', named({ params: { a: nested(100_000) } }), 'goldens', /deeper than 32/],
])('%s is refused, with what to do', (_what, given, path, message) => {
  expect(faultsInUpload(given)).toEqual([{ path, message: expect.stringMatching(message) }])
})

test('every fault is told at once', () => {
  const paths = faultsInUpload(upload({ bundle: '', goldens: [], sourceMap: '' }))
  expect(paths.map(({ path }) => path)).toEqual(['bundle', 'sourceMap', 'goldens'])
})
