import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

import { query } from './answer.js'
import { identify, isAlive } from './identity.js'
import { startPostgres } from './start.js'

const built = new URL('../dist/index.js', import.meta.url).href

let top: string
let directory: string
const children: ChildProcess[] = []

beforeAll(async () => {
  top = mkdtempSync(join(tmpdir(), 'wattline-embedded-'))
  chmodSync(top, 0o755)
  directory = join(top, 'postgres')
  const postgres = await startPostgres({ directory, settings: { fsync: 'off' } })
  await query(postgres.url, 'create table kept (n int)')
  await postgres.stop()
})

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
})

afterAll(() => rmSync(top, { recursive: true, force: true }))

function postmaster(): number {
  return Number(readFileSync(join(directory, 'data', 'postmaster.pid'), 'utf8').split('\n')[0])
}

async function untilDead(identity: string): Promise<void> {
  const deadlineMs = performance.now() + 10_000
  while (isAlive(identity)) {
    if (performance.now() > deadlineMs) throw new Error(`${identity} still lives`)
    await new Promise(resolve => setTimeout(resolve, 5))
  }
}

/** Starts the same directory in a process of its own and returns its URL. */
async function startElsewhere(): Promise<{ child: ChildProcess; url: string }> {
  const code = `
    const { startPostgres } = await import(${JSON.stringify(built)})
    const postgres = await startPostgres({ directory: ${JSON.stringify(directory)} })
    process.stdout.write(postgres.url)
    setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  children.push(child)
  const [url] = await once(child.stdout, 'data')
  return { child, url: String(url) }
}

test('a fresh server sorts by code point, checks its pages and asks for its password', async () => {
  const postgres = await startPostgres({ directory })
  try {
    const rows = await query(
      postgres.url,
      `select version() as version, current_database() as database,
              current_setting('data_checksums') as checksums, 'a' < 'B' as a_before_b`,
    )
    expect(rows[0]).toMatchObject({ database: 'wattline', checksums: 'on', a_before_b: false })
    expect(rows[0]?.version).toContain('PostgreSQL 18.4')
    const wrong = postgres.url.replace(/:[0-9a-f]+@/, ':wrong@')
    await expect(query(wrong, 'select 1')).rejects.toThrow('password authentication failed')
  } finally {
    await postgres.stop()
  }
})

test('what was committed survives kill -9 of the server, which returns on its port', async () => {
  const before = await startPostgres({ directory })
  await query(before.url, 'insert into kept values (1)')
  process.kill(postmaster(), 'SIGKILL')
  expect(await before.exited).not.toBe(0)
  const after = await startPostgres({ directory })
  try {
    expect(after.url).toBe(before.url)
    expect(await query(after.url, 'select n from kept where n = 1')).toEqual([{ n: 1 }])
  } finally {
    await after.stop()
  }
})

test('the server ends with kill -9 of the process that started it', async () => {
  const { child, url } = await startElsewhere()
  await query(url, 'insert into kept values (2)')
  const server = String(identify(postmaster()))
  child.kill('SIGKILL')
  await untilDead(server)
  const again = await startPostgres({ directory })
  try {
    expect(await query(again.url, 'select n from kept where n = 2')).toEqual([{ n: 2 }])
  } finally {
    await again.stop()
  }
})

test('a server whose guard was killed is not built upon but stopped and started anew', async () => {
  const first = await startPostgres({ directory })
  const orphan = String(identify(postmaster()))
  const { guard } = JSON.parse(readFileSync(join(directory, 'server.json'), 'utf8'))
  process.kill(Number.parseInt(guard, 10), 'SIGKILL')
  await first.exited
  const second = await startPostgres({ directory })
  expect(isAlive(orphan)).toBe(false)
  expect(await query(second.url, 'select 1 as one')).toEqual([{ one: 1 }])
  await second.stop()
})

test('three starts at once give one server, which is gone once all have stopped', async () => {
  const starts = await Promise.all([1, 2, 3].map(() => startPostgres({ directory })))
  expect(new Set(starts.map(each => each.url)).size).toBe(1)
  const server = String(identify(postmaster()))
  await Promise.all(starts.map(each => each.stop()))
  expect(isAlive(server)).toBe(false)
})

test('an attached start leaves the server running when it stops', async () => {
  const owner = await startPostgres({ directory })
  const guest = await startPostgres({ directory })
  await guest.stop()
  expect(await query(owner.url, 'select 1 as one')).toEqual([{ one: 1 }])
  const gone = guest.exited
  await owner.stop()
  expect(await gone).toBe(0)
})

test('a remembered port that another program took is replaced; a demanded one is refused', async () => {
  const thief = createServer().listen(0, '127.0.0.1')
  await once(thief, 'listening')
  const { port } = thief.address() as AddressInfo
  writeFileSync(join(directory, 'port'), `${port}`)
  try {
    await expect(startPostgres({ directory, port })).rejects.toThrow(`Port ${port} is taken`)
    const postgres = await startPostgres({ directory })
    expect(postgres.port).not.toBe(port)
    await postgres.stop()
  } finally {
    thief.close()
  }
})

test('a reused process number in the server’s file does not keep it from starting', async () => {
  writeFileSync(join(directory, 'data', 'postmaster.pid'), `${process.pid}\n${directory}/data\n`)
  const postgres = await startPostgres({ directory })
  expect(await query(postgres.url, 'select 1 as one')).toEqual([{ one: 1 }])
  await postgres.stop()
})

test('a server that cannot start says so with its own last words', async () => {
  const settings = { shared_buffers: 'plenty' }
  await expect(startPostgres({ directory, settings })).rejects.toThrow(
    /did not start \(exit code 1\)[\s\S]*invalid value for parameter "shared_buffers"/,
  )
})

test('data of another major version and a lost password are told apart from a fresh start', async () => {
  const version = join(directory, 'data', 'PG_VERSION')
  writeFileSync(version, '17\n')
  await expect(startPostgres({ directory })).rejects.toThrow('was made by Postgres 17')
  writeFileSync(version, '18\n')
  const password = join(directory, 'password')
  const kept = readFileSync(password)
  rmSync(password)
  await expect(startPostgres({ directory })).rejects.toThrow('put it back')
  writeFileSync(password, kept, { mode: 0o600 })
})

test('a throwaway server takes its directory with it', async () => {
  const own = join(top, 'throwaway')
  const postgres = await startPostgres({ directory: own, throwaway: true })
  expect(await query(postgres.url, 'show fsync')).toEqual([{ fsync: 'off' }])
  await postgres.stop()
  expect(existsSync(own)).toBe(false)
})

test('below a closed folder the files live where the server’s account can reach them', async () => {
  const isRoot = process.getuid?.() === 0
  const start = async () => {
    const closed = mkdtempSync(join(tmpdir(), 'wattline-closed-')) // Of mode 0700.
    const own = join(closed, 'postgres')
    const postgres = await startPostgres({ directory: own, settings: { fsync: 'off' } })
    const [row] = await query(postgres.url, 'show data_directory')
    await postgres.stop()
    return { closed, home: dirname(String(row?.data_directory)) }
  }
  const first = await start()
  const moved = first.home.startsWith('/var/lib/wattline/postgres-')
  expect([moved, first.home.startsWith(first.closed)]).toEqual([isRoot, !isRoot])
  rmSync(first.closed, { recursive: true })
  // What was moved is removed by the next start that moves, once its directory is gone.
  const second = await start()
  expect([existsSync(first.home), existsSync(second.home)]).toEqual([false, true])
  rmSync(second.closed, { recursive: true })
  rmSync(second.home, { recursive: true, force: true })
})
