import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { sharedFolder } from './shared-folder.js'

const before = process.env.WATTLINE_SHARED
const forbidden = process.env.WATTLINE_FORBID_SKIPS

afterEach(() => {
  restore('WATTLINE_SHARED', before)
  restore('WATTLINE_FORBID_SKIPS', forbidden)
})

function restore(name: string, value: string | undefined): void {
  if (value === undefined) delete process.env[name]
  else process.env[name] = value
}

test('the named folder is used when it exists', () => {
  const folder = mkdtempSync(join(tmpdir(), 'wattline-shared-'))
  process.env.WATTLINE_SHARED = folder
  expect(sharedFolder()).toBe(folder)
  rmSync(folder, { recursive: true })
})

test('a folder that is not there is undefined, or a fault where skipping is forbidden', () => {
  process.env.WATTLINE_SHARED = '/nowhere/at/all'
  delete process.env.WATTLINE_FORBID_SKIPS
  expect(sharedFolder()).toBeUndefined()
  process.env.WATTLINE_FORBID_SKIPS = '1'
  expect(() => sharedFolder()).toThrow('../shared')
})
