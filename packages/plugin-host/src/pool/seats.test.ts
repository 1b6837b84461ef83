/**
 * Tries the seating of operators with cells that only count: who shares, who waits, who makes room.
 */

import type { Cell } from './cell.js'
import { CellsClosed, createSeats, type Seat } from './seats.js'

function setUp(options: { maxCells?: number; idleMs?: number; maxLoaded?: number } = {}) {
  let started = 0
  let live = 0
  let mostLive = 0
  const start = async (): Promise<Cell> => {
    started += 1
    live += 1
    mostLive = Math.max(mostLive, live)
    let isAlive = true
    return {
      isAlive: () => isAlive,
      ask: async () => ({ text: '' }),
      sent: async () => {},
      close: async () => {
        if (isAlive) live -= 1
        isAlive = false
      },
    }
  }
  const seats = createSeats({ start, maxCells: 2, idleMs: 60_000, maxLoaded: 5, ...options })
  return { seats, counts: () => ({ started, live, mostLive }) }
}

/** A job that holds its cell until it is let go. */
function hold() {
  let letGo = () => {}
  const held = new Promise<void>(resolve => {
    letGo = resolve
  })
  let begun = () => {}
  const hasBegun = new Promise<void>(resolve => {
    begun = resolve
  })
  const work = async (seat: Seat) => {
    await seat.cell()
    begun()
    await held
  }
  return { work, hasBegun, letGo: () => letGo() }
}
const touch = async (seat: Seat) => {
  await seat.cell()
}

test('an operator keeps its cell from job to job, and two operators never share one', async () => {
  const { seats, counts } = setUp()
  for (const operator of ['a', 'b', 'a', 'b']) await seats.use(operator, touch)
  expect(counts()).toEqual({ started: 2, live: 2, mostLive: 2 })
  await seats.close()
  expect(counts().live).toBe(0)
})

test('jobs of one operator take turns', async () => {
  const { seats } = setUp()
  const first = hold()
  const order: string[] = []
  const jobs = [
    seats.use('a', first.work).then(() => order.push('first')),
    seats.use('a', touch).then(() => order.push('second')),
  ]
  await first.hasBegun
  expect(order).toEqual([])
  first.letGo()
  await Promise.all(jobs)
  expect(order).toEqual(['first', 'second'])
  await seats.close()
})

test('a third operator takes the room of the one unused for longest', async () => {
  const { seats, counts } = setUp()
  for (const operator of ['a', 'b', 'a', 'c', 'a']) await seats.use(operator, touch)
  expect(counts()).toEqual({ started: 3, live: 2, mostLive: 2 })
  await seats.use('b', touch)
  expect(counts()).toEqual({ started: 4, live: 2, mostLive: 2 })
  await seats.close()
})

test('while every cell is in use, others wait, and none is forgotten', async () => {
  const { seats, counts } = setUp()
  const [a, b] = [hold(), hold()]
  const busy = [seats.use('a', a.work), seats.use('b', b.work)]
  await Promise.all([a.hasBegun, b.hasBegun])
  const waiting = ['c', 'd', 'e', 'a'].map(operator => seats.use(operator, touch))
  a.letGo()
  b.letGo()
  await Promise.all([...busy, ...waiting])
  expect(counts().mostLive).toBe(2)
  await seats.close()
})

test('a cell that was lost is replaced, and one that holds too much code is retired', async () => {
  const { seats, counts } = setUp({ maxLoaded: 2 })
  await seats.use('a', async seat => {
    await (await seat.cell()).close()
    const { loaded } = await seat.cell()
    for (const key of ['x', 'y']) loaded.add(key)
  })
  expect(counts()).toEqual({ started: 2, live: 0, mostLive: 1 })
  await seats.close()
})

test('a cell unused for its idle time is closed', async () => {
  const { seats, counts } = setUp({ idleMs: 1 })
  await seats.use('a', touch)
  while (counts().live > 0) await new Promise(resolve => setTimeout(resolve, 1))
  expect(counts()).toEqual({ started: 1, live: 0, mostLive: 1 })
  await seats.close()
})

test('a job that fails leaves the seat to the next', async () => {
  const { seats } = setUp()
  const failing = seats.use('a', async () => {
    throw new Error('no')
  })
  await expect(failing).rejects.toThrow('no')
  await expect(seats.use('a', async () => 5)).resolves.toBe(5)
  await seats.close()
})

test('closing turns away whoever waits and whoever comes', async () => {
  const { seats, counts } = setUp({ maxCells: 1 })
  const a = hold()
  const busy = seats.use('a', a.work)
  await a.hasBegun
  const waiting = expect(seats.use('b', touch)).rejects.toThrow(CellsClosed)
  const closing = seats.close()
  await waiting
  await expect(seats.use('c', touch)).rejects.toThrow(CellsClosed)
  a.letGo()
  await Promise.all([busy, closing])
  expect(counts().live).toBe(0)
})
