import { spawn } from 'node:child_process'
import { once } from 'node:events'

import { identify, isAlive, ownIdentity } from './identity.js'

test('this process is alive under its own identity', () => {
  expect(isAlive(ownIdentity())).toBe(true)
  expect(identify(process.pid)).toBe(ownIdentity())
})

test('a process is dead once it has ended', async () => {
  const child = spawn('sleep', ['60'])
  const identity = String(identify(Number(child.pid)))
  expect(isAlive(identity)).toBe(true)
  child.kill('SIGKILL')
  await once(child, 'exit')
  expect(isAlive(identity)).toBe(false)
})

test('another process under the same number is not taken for it', () => {
  const [pid] = ownIdentity().split('@')
  expect(isAlive(`${pid}@1`)).toBe(process.platform !== 'linux')
})

test.each(['', 'rubbish', '0@1', '-1@1'])('%p names no process', identity => {
  expect(isAlive(identity)).toBe(false)
})
