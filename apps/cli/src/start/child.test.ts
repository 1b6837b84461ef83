import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { startService } from './child.js'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'wattline-child-'))
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

function service(code: string, environment = {}) {
  const module = join(folder, 'service.mjs')
  writeFileSync(module, code)
  return { name: 'gateway', module, environment, logFile: join(folder, 'gateway.log') }
}

test('a service gets its environment and is over once it was stopped', async () => {
  const code = `process.once('SIGTERM', () => process.exit(Number(process.env.CODE)))
    process.send({ ready: true }); setInterval(() => {}, 9)`
  const life = await startService(service(code, { CODE: '6' }))
  await life.stop()
  expect(await life.ended).toBe('exit code 6')
  await life.stop()
})

test('a message other than ready does not make it ready', async () => {
  const code = `process.send({ url: 'http://x' }); process.send('ready'); process.exitCode = 3
    process.disconnect()`
  await expect(startService(service(code))).rejects.toThrow('gateway: it ended (exit code 3)')
})

test('a service that was killed by a signal is over, and its signal is told', async () => {
  const life = await startService(
    service(`process.send({ ready: true }); setInterval(() => {}, 9)`),
  )
  const ended = life.ended
  await life.stop()
  expect(await ended).toBe('SIGTERM')
})
