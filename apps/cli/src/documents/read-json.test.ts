import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { parseJson, readJson } from './read-json.js'

const folder = mkdtempSync(join(tmpdir(), 'wattline-json-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('a broken file is named with the place', async () => {
  const path = join(folder, 'broken.json')
  writeFileSync(path, '{\n  "id": "T",\n}')
  await expect(readJson(path)).rejects.toThrow(`${path}:3:1 is not JSON from here on`)
})

test.each([
  ['missing.json', 'there is no such file'],
  ['.', 'it is a folder'],
])('%s: %s', async (name, words) => {
  await expect(readJson(join(folder, name))).rejects.toThrow(words)
})

test('a byte order mark is not part of the document', () => {
  expect(parseJson('\uFEFF{"a":1}')).toEqual({ value: { a: 1 } })
})
