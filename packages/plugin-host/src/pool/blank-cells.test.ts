/**
 * Tries the keeping of blank cells with cells that only count: who gets which, and how many live.
 */

import { createBlankCells } from './blank-cells.js'
import type { OpeningCell } from './cell.js'
import { createSeats, type Seat } from './seats.js'

function setUp({ count = 2, maxCells = 4, failing = (): boolean => false } = {}) {
  const opened: (OpeningCell & { name: number; kill(): void })[] = []
  let mostLive = 0
  const live = () => opened.filter(({ isAlive }) => isAlive()).map(({ name }) => name)
  const open = async (): Promise<OpeningCell> => {
    if (failing()) throw new Error('no room')
    let isAlive = true
    const end = () => {
      isAlive = false
    }
    const cell = {
      name: opened.length,
      isAlive: () => isAlive,
      ask: async () => ({ text: '' }),
      sent: async () => {},
      ready: async () => cell,
      kill: end,
      close: async () => end(),
    }
    opened.push(cell)
    mostLive = Math.max(mostLive, live().length)
    return cell
  }
  const blanks = createBlankCells({ open, count })
  const onStarted = () => blanks.refill()
  const start = () => blanks.claim()
  const seats = createSeats({
    start,
    onStarted,
    maxCells: maxCells - count,
    idleMs: 60_000,
    maxLoaded: 5,
  })
  return { blanks, seats, opened, live, mostLive: () => mostLive }
}
const nameOf = async (seat: Seat) => ((await seat.cell()) as unknown as { name: number }).name

test('none is opened before the first claim, and then as many as are to be kept', async () => {
  const { seats, live } = setUp()
  expect(live()).toEqual([])
  expect(await seats.use('a', nameOf)).toBe(0)
  expect(live()).toEqual([0, 1, 2])
  expect(await seats.use('b', nameOf)).toBe(1)
  expect(await seats.use('a', nameOf)).toBe(0)
  expect(live()).toEqual([0, 1, 2, 3])
})

test('without a count, none is ever kept', async () => {
  const { seats, live } = setUp({ count: 0 })
  await seats.use('a', nameOf)
  await seats.use('b', nameOf)
  expect(live()).toEqual([0, 1])
})

test('operators leave the room that blank cells take, and all together never pass it', async () => {
  const { seats, live, mostLive } = setUp({ count: 1, maxCells: 3 })
  for (const operator of ['a', 'b', 'c', 'd', 'e', 'a']) await seats.use(operator, nameOf)
  expect(mostLive()).toBe(3)
  expect(live()).toHaveLength(3)
})

test('a cell that was lost is replaced by a blank one, which nobody had before', async () => {
  const { seats, opened } = setUp()
  const had = new Map<number, string>()
  for (const operator of ['a', 'b', 'a', 'c', 'b', 'a']) {
    const name = await seats.use(operator, nameOf)
    expect(had.get(name) ?? operator).toBe(operator)
    had.set(name, operator)
    opened[name]?.kill()
  }
  expect(had.size).toBe(6)
})

test('one that was lost while it waited is passed over', async () => {
  const { blanks, opened } = setUp()
  blanks.refill()
  await Promise.resolve()
  opened[0]?.kill()
  expect(await blanks.claim()).toBe(opened[1])
})

test('what stands in the way of a cell is told to the claim, not to the background', async () => {
  let isFull = true
  const { blanks } = setUp({ failing: () => isFull })
  blanks.refill()
  await expect(blanks.claim()).rejects.toThrow('no room')
  isFull = false
  await expect(blanks.claim()).resolves.toMatchObject({ name: 0 })
})

test('closing ends those that wait, and none is kept after it', async () => {
  const { blanks, seats, live } = setUp()
  await seats.use('a', nameOf)
  await seats.close()
  await blanks.close()
  blanks.refill()
  expect(live()).toEqual([])
})
