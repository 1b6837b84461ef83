import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { explainFullDisk, openStateFolder } from './state-folder.js'

let root: string

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'wattline-state-'))
})

afterEach(() => rmSync(root, { recursive: true, force: true }))

test('the folder and those above it are made, and opening it again changes nothing', () => {
  const folder = openStateFolder(join(root, 'deep', 'down', 'state'))
  expect(statSync(folder.logs).isDirectory()).toBe(true)
  expect(statSync(folder.path).mode & 0o777).toBe(0o711)
  expect(openStateFolder(folder.path)).toEqual(folder)
})

test('a folder that cannot be made is named, with what to do', () => {
  writeFileSync(join(root, 'file'), '')
  for (const path of [join(root, 'file'), join(root, 'file', 'state'), '/dev/null/state']) {
    expect(() => openStateFolder(path)).toThrow(
      `The state folder ${path} cannot be used: it, or a folder above it, is a file. ` +
        'Name another one in WATTLINE_STATE.',
    )
  }
})

test.each([['/proc'], ['/sys']])('%s, where nothing can be made, is refused too', parent => {
  expect(() => openStateFolder(join(parent, 'wattline'))).toThrow(
    'Name another one in WATTLINE_STATE',
  )
})

test('a full disk is told in words, and another fault stays as it is', () => {
  const full = Object.assign(new Error('ENOSPC: no space left on device, write'), {
    code: 'ENOSPC',
  })
  expect(explainFullDisk(full, '/s')).toEqual(
    new Error('There is no disk space left under /s: free some and start again.'),
  )
  const other = new Error('the worker did not start')
  expect(explainFullDisk(other, '/s')).toBe(other)
})
