import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { readRunning, removeRunning, writeRunning } from './running-file.js'

const addresses = {
  gatewayUrl: 'http://127.0.0.1:4000',
  simulatorUrl: 'http://127.0.0.1:4010',
  simulatorApiKey: 'k1',
  databaseUrls: { ownerUrl: 'postgres://o', gatewayUrl: 'postgres://g', workerUrl: 'postgres://w' },
}

let folder: string
let file: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'wattline-running-'))
  file = join(folder, 'running.json')
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('a running Wattline is found by its file, which only its owner may read', () => {
  writeRunning(file, addresses)
  expect(readRunning(file)).toEqual({ ...addresses, pid: process.pid })
  expect(statSync(file).mode & 0o777).toBe(0o600)
  removeRunning(file)
  expect(readRunning(file)).toBeUndefined()
})

test('the file of a launcher that was killed is not believed', () => {
  writeRunning(file, addresses)
  const dead = readFileSync(file, 'utf8').replace(
    /"launcher": "[^"]+"/,
    '"launcher": "999999999@1"',
  )
  writeFileSync(file, dead)
  expect(readRunning(file)).toBeUndefined()
})
