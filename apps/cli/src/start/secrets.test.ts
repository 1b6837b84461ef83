import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { keepSecrets } from './secrets.js'

let folder: string
let file: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'wattline-secrets-'))
  file = join(folder, 'secrets.json')
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('secrets are made once, for their owner alone', () => {
  const first = keepSecrets(file)
  expect(keepSecrets(file)).toEqual(first)
  expect(statSync(file).mode & 0o777).toBe(0o600)
  expect(first.webhookHmacKey).toMatch(/^[0-9A-F]{64}$/)
  expect(new Set(Object.values(first)).size).toBe(Object.values(first).length)
})

test('a secret that a newer version needs is added, the others stay', () => {
  const { simulatorApiKey, ...older } = keepSecrets(file)
  writeFileSync(file, JSON.stringify(older))
  const newer = keepSecrets(file)
  expect(newer).toMatchObject(older)
  expect(newer.simulatorApiKey).not.toBe(simulatorApiKey)
  expect(keepSecrets(file)).toEqual(newer)
})

test.each(['{', '[]', '"x"', '{"webhookUser": 7}', '{"webhookUser": ""}'])(
  'a damaged file is named and not overwritten: %s',
  content => {
    writeFileSync(file, content)
    expect(() => keepSecrets(file)).toThrow(`${file} is not a JSON object of strings`)
    expect(readFileSync(file, 'utf8')).toBe(content)
  },
)
