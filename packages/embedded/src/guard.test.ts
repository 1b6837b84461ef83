import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { spawnGuarded } from './guard.js'
import { identify, isAlive } from './identity.js'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'wattline-guard-'))
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

function guarded(script: string) {
  const logFile = join(folder, 'server.log')
  return { ...spawnGuarded({ command: '/bin/sh', args: ['-c', script], logFile }), logFile }
}

async function logged(file: string, line: string): Promise<void> {
  const deadlineMs = performance.now() + 10_000
  while (!readFileSync(file, 'utf8').includes(line)) {
    if (performance.now() > deadlineMs) throw new Error(`${file} never said ${line}`)
    await new Promise(resolve => setTimeout(resolve, 5))
  }
}

test('the exit code of a server that ends by itself is told', async () => {
  const server = guarded('exit 7')
  expect(await server.exited).toBe(7)
})

test('stopping signals the server and waits until it is gone', async () => {
  const server = guarded('trap "echo bye; exit 0" TERM; echo up; while :; do sleep 0.02; done')
  await logged(server.logFile, 'up')
  expect(await server.stop(10_000)).toBe(true)
  expect(readFileSync(server.logFile, 'utf8')).toContain('bye')
  expect(await server.exited).toBe(0)
})

test('a server that does not stop in time is reported, not waited for', async () => {
  const server = guarded('trap "" TERM; echo $$; while :; do sleep 0.02; done')
  await logged(server.logFile, '\n')
  expect(await server.stop(50)).toBe(false)
  process.kill(Number(readFileSync(server.logFile, 'utf8').trim()), 'SIGKILL')
  expect(await server.exited).not.toBe(0)
})

test('a SIGTERM to the guard does not leave the server behind', async () => {
  const server = guarded('trap "exit 0" TERM; echo $$; while :; do sleep 0.02; done')
  await logged(server.logFile, '\n')
  const inner = Number(readFileSync(server.logFile, 'utf8').trim())
  const identity = String(identify(inner))
  process.kill(server.pid, 'SIGTERM')
  await server.exited
  expect(isAlive(identity)).toBe(false)
})

test('a program that is not there ends with 127 and says so in the log', async () => {
  const logFile = join(folder, 'server.log')
  const server = spawnGuarded({ command: '/nowhere/server', args: [], logFile })
  expect(await server.exited).toBe(127)
  expect(readFileSync(logFile, 'utf8')).toContain('/nowhere/server')
})
