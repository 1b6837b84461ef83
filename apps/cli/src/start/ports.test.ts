import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { choosePort } from '@wattline/embedded'

import { keepPorts } from './ports.js'

let folder: string
let file: string
let thief: Server
let taken: number

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'wattline-ports-'))
  file = join(folder, 'ports.json')
  thief = createServer().listen(0, '127.0.0.1')
  await once(thief, 'listening')
  taken = (thief.address() as AddressInfo).port
})

afterEach(() => {
  thief.close()
  rmSync(folder, { recursive: true, force: true })
})

test('the ports of the last start are used again', async () => {
  const first = await keepPorts(file, {})
  expect(first.gateway).not.toBe(first.simulator)
  expect(await keepPorts(file, {})).toEqual(first)
})

test('a taken port gives way to the usual one, and a taken usual one to a free one', async () => {
  const free = await choosePort([])
  writeFileSync(file, JSON.stringify({ gateway: taken, simulator: taken }))
  const ports = await keepPorts(file, { usual: { gateway: free, simulator: taken } })
  expect(ports.gateway).toBe(free)
  expect(ports.simulator).not.toBe(taken)
})

test('two services never get one port', async () => {
  const free = await choosePort([])
  const ports = await keepPorts(file, { usual: { gateway: free, simulator: free } })
  expect(ports.gateway).toBe(free)
  expect(ports.simulator).not.toBe(free)
})

test('a port asked for by name is taken or refused, never replaced', async () => {
  const free = await choosePort([])
  expect((await keepPorts(file, { fixedGateway: free })).gateway).toBe(free)
  await expect(keepPorts(file, { fixedGateway: taken })).rejects.toThrow(`Port ${taken} is taken`)
})
