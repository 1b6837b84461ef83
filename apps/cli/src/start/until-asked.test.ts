import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'

const built = new URL('../../dist/start/until-asked.js', import.meta.url).href
const waiter = `
const { untilAskedToStop } = await import(${JSON.stringify(built)})
const asked = untilAskedToStop()
process.stdout.write(process.pid + ' ')
const alive = setInterval(() => {}, 1000)
process.stdout.write(await asked)
clearInterval(alive)`

const children: ChildProcess[] = []

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
})

function start(command: string, args: readonly string[], environment = {}) {
  const child = spawn(command, args, {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { PATH: process.env.PATH, ...environment },
  })
  children.push(child)
  return child
}

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('%s asks to stop', async signal => {
  const child = start(process.execPath, ['--input-type=module', '-e', waiter])
  await once(child.stdout, 'data')
  child.kill(signal)
  const [reason] = await once(child.stdout, 'data')
  expect(String(reason)).toBe(signal)
  if (child.exitCode === null) await once(child, 'exit')
  expect(child.exitCode).toBe(0)
})

test('a Ctrl-C that comes twice lets the clean stop go on, and a later one ends it', async () => {
  const stopping = `let nowMs = 0
    process.on('SIGUSR2', () => { nowMs += 2000; process.stdout.write('still here') })
    ${waiter.replace('untilAskedToStop()', 'untilAskedToStop(() => nowMs)').replace('clearInterval(alive)', '')}`
  const child = start(process.execPath, ['--input-type=module', '-e', stopping])
  await once(child.stdout, 'data')
  child.kill('SIGINT')
  child.kill('SIGTERM')
  await once(child.stdout, 'data')
  child.kill('SIGHUP')
  child.kill('SIGUSR2')
  expect(String((await once(child.stdout, 'data'))[0])).toBe('still here')
  child.kill('SIGINT')
  expect(await once(child, 'exit')).toEqual([1, null])
})

test('under npm, the death of the shell in between asks to stop', async () => {
  // Two commands keep the shell from becoming node itself, as npm's shell may not either.
  const shell = start(
    '/bin/sh',
    ['-c', `"$0" --input-type=module -e "$1"; true`, process.execPath, waiter],
    {
      npm_lifecycle_event: 'start',
    },
  )
  const [pid] = await once(shell.stdout, 'data')
  shell.kill('SIGTERM')
  const [reason] = await once(shell.stdout, 'data')
  expect(String(reason)).toBe('npm ended')
  expect(Number(pid)).not.toBe(shell.pid)
})
