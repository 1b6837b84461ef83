import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { takeLock, tryLock } from './lock.js'

let folder: string
let file: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'wattline-lock-'))
  file = join(folder, 'the.lock')
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('a held lock is refused until it is released', () => {
  const first = tryLock(file)
  expect(first).toBeDefined()
  expect(tryLock(file)).toBeUndefined()
  first?.release()
  expect(tryLock(file)).toBeDefined()
})

test('releasing twice does not free the next holder’s lock', () => {
  const first = tryLock(file)
  first?.release()
  const second = tryLock(file)
  first?.release()
  expect(tryLock(file)).toBeUndefined()
  second?.release()
})

test('a dead holder’s lock is taken over, and nothing is left beside it', () => {
  writeFileSync(file, '999999999@12345')
  const lock = tryLock(file)
  expect(lock).toBeDefined()
  expect(readdirSync(folder)).toEqual(['the.lock'])
  lock?.release()
  expect(readdirSync(folder)).toEqual([])
})

test('those who wait get the lock one after the other', async () => {
  let inside = 0
  let most = 0
  await Promise.all(
    Array.from({ length: 8 }, async () => {
      const lock = await takeLock(file, 20_000)
      inside += 1
      most = Math.max(most, inside)
      await new Promise(setImmediate)
      inside -= 1
      lock.release()
    }),
  )
  expect(most).toBe(1)
})

test('waiting ends with the file and its holder named', async () => {
  const lock = tryLock(file)
  await expect(takeLock(file, 30)).rejects.toThrow(
    `${file} is still held by process ${process.pid}`,
  )
  lock?.release()
})
