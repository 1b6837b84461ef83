import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { choosePort, isFreePort, rememberedPort, rememberPort } from './port.js'

let taken: Server
let takenPort: number

beforeAll(async () => {
  taken = createServer().listen(0, '127.0.0.1')
  await once(taken, 'listening')
  takenPort = (taken.address() as AddressInfo).port
})

afterAll(() => taken.close())

test('a taken port is not free, and the next wish is tried', async () => {
  expect(await isFreePort(takenPort)).toBe(false)
  const free = await choosePort([])
  expect(await choosePort([takenPort, undefined, free])).toBe(free)
})

test('without a free wish the system picks one', async () => {
  const port = await choosePort([takenPort])
  expect(port).not.toBe(takenPort)
  expect(await isFreePort(port)).toBe(true)
})

test('a remembered port is found again, and rubbish is not a port', () => {
  const folder = mkdtempSync(join(tmpdir(), 'wattline-port-'))
  const file = join(folder, 'port')
  expect(rememberedPort(file)).toBeUndefined()
  rememberPort(file, 5433)
  expect(rememberedPort(file)).toBe(5433)
  for (const rubbish of ['', 'abc', '-1', '70000', '1.5']) {
    writeFileSync(file, rubbish)
    expect(rememberedPort(file)).toBeUndefined()
  }
  rmSync(folder, { recursive: true })
})
