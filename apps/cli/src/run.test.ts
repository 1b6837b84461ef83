import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

import { identify } from '@wattline/embedded'

interface Run {
  run(command: string[], options?: object): Promise<{ code: number; output: string }>
}

const module = new URL('../bin/run.mjs', import.meta.url).href
const { run }: Run = await import(module)

let folder: string
let command: ChildProcess | undefined

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'wattline-run-'))
})

afterEach(() => {
  command?.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})

test('a program’s exit code and output are told, and one that is missing too', async () => {
  expect(await run(['/bin/sh', '-c', 'echo out; echo err >&2; exit 3'])).toMatchObject({
    code: 3,
    output: 'out\nerr\n',
  })
  expect(await run(['/no/such/program'])).toMatchObject({ code: 127 })
})

test.each([
  ['listens', ''],
  ['is deaf', `trap '' TERM;`],
])('Ctrl-C, come twice, ends a program that %s and all it had started', async (_, deafness) => {
  const program = `${deafness} sleep 60 & echo $$ $! > pids; echo up; wait`
  writeFileSync(
    join(folder, 'command.mjs'),
    `import { run } from ${JSON.stringify(module)}
    await run(['/bin/sh', '-c', ${JSON.stringify(program)}], { stdio: ['ignore', 1, 2] })
    process.stdout.write('went on')`,
  )
  const started = spawn(process.execPath, ['command.mjs'], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  command = started
  let heard = ''
  started.stdout.on('data', text => (heard += text))
  await once(started.stdout, 'data')
  const pids = readFileSync(join(folder, 'pids'), 'utf8').trim().split(' ').map(Number)
  expect(pids.map(identify)).not.toContain(undefined)
  const over = once(started, 'exit')
  started.kill('SIGINT')
  started.kill('SIGINT')
  expect(await over).toEqual([null, 'SIGINT'])
  // A killed process may take a moment to go; one that was overlooked stays for a minute.
  const deadlineMs = performance.now() + 20_000
  while (pids.some(identify) && performance.now() < deadlineMs) await wait(10)
  expect(pids.map(identify)).toEqual([undefined, undefined])
  expect(heard).toBe('up\n')
})
