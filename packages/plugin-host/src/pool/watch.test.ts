/** Tries the reading of /proc, and the watchdog on a process that works, grows, or only waits. */

import { spawn } from 'node:child_process'

import { cpuMsOf, hasProc, memoryBytesOf, watch } from './watch.js'

const children: ReturnType<typeof spawn>[] = []
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
})

test('CPU time is user and system time, whatever the process calls itself', () => {
  const stat = '7 (a) b (c) R 1 7 7 0 -1 4194304 100 0 0 0 123 45 0 0 20 0 11 0 100 0 0'
  expect(cpuMsOf(stat)).toBe(1680)
})

test('memory is what is resident, and none once the process has left it', () => {
  expect(memoryBytesOf('Name:\tnode\nVmHWM:\t  9 kB\nVmRSS:\t  2048 kB\n')).toBe(2_097_152)
  expect(memoryBytesOf('Name:\tnode\nState:\tZ (zombie)\n')).toBe(0)
})

const spacious = { cpuMs: 60_000, wallMs: 60_000, memoryBytes: 2 ** 40 }
const onLinux = hasProc ? test : test.skip

onLinux.each([
  ['works', 'for (;;) {}', { ...spacious, cpuMs: 50 }, 'timeout'],
  [
    'grows',
    'globalThis.held = Buffer.alloc(2e8, 1); setInterval(() => {}, 1e6)',
    { ...spacious, memoryBytes: 150_000_000 },
    'memory',
  ],
  [
    'only waits',
    'setInterval(() => {}, 1e6)',
    { ...spacious, cpuMs: 5000, wallMs: 300 },
    'timeout',
  ],
])('a process that %s is stopped at that limit', async (_, script, limits, cause) => {
  const child = spawn(process.execPath, ['--eval', script], { stdio: 'ignore' })
  children.push(child)
  const over = await new Promise(resolve => watch(child.pid ?? 0, limits, resolve))
  expect(over).toBe(cause)
})
