import { StoppedClock, Temporal } from '@wattline/units'

import { Turns, type TurnsOptions } from './turns.js'

const clock = new StoppedClock(Temporal.Instant.from('2026-11-22T12:00:00Z'))
const quiet = { info: () => {}, warn: () => {}, error: () => {} }

const started: Turns[] = []
function turns(turn: TurnsOptions['turn'], pauseMs = 60_000): Turns {
  const one = new Turns({ name: 'test', turn, pauseMs, clock, log: quiet })
  started.push(one)
  return one
}

afterEach(async () => {
  await Promise.all(started.splice(0).map(one => one.stop()))
})

/** A turn that can be counted and awaited. */
function counted(answers: (boolean | Error)[] = []) {
  let count = 0
  const waiting: { at: number; resolve: () => void }[] = []
  return {
    async turn() {
      count += 1
      for (const { at, resolve } of waiting) if (count >= at) resolve()
      const answer = answers[count - 1] ?? false
      if (answer instanceof Error) throw answer
      return answer
    },
    count: () => count,
    reached: (at: number) =>
      new Promise<void>(resolve => {
        if (count >= at) resolve()
        else waiting.push({ at, resolve })
      }),
  }
}

test('turns follow each other at once while more is waiting', async () => {
  const work = counted([true, true, false])
  turns(work.turn)
  await work.reached(3)
  expect(work.count()).toBe(3)
})

test('a signal ends the pause', async () => {
  const work = counted()
  const loop = turns(work.turn)
  await work.reached(1)
  await new Promise(resolve => setImmediate(resolve))
  loop.wake()
  await work.reached(2)
})

test('a signal during a turn is not lost', async () => {
  let begun = () => {}
  const first = new Promise<void>(resolve => (begun = resolve))
  let finish = () => {}
  const held = new Promise<void>(resolve => (finish = resolve))
  const work = counted()
  const loop = turns(async () => {
    const more = await work.turn()
    begun()
    if (work.count() === 1) await held
    return more
  })
  await first
  loop.wake()
  finish()
  await work.reached(2)
})

test('a fault ends nothing: the next turn comes, and health tells both', async () => {
  const work = counted([new Error('the database is away')])
  const loop = turns(work.turn)
  await work.reached(1)
  await new Promise(resolve => setImmediate(resolve))
  expect(loop.health()).toEqual({
    lastTurnAt: undefined,
    faultsInARow: 1,
    lastFault: 'the database is away',
  })
  await work.reached(2)
  await new Promise(resolve => setImmediate(resolve))
  expect(loop.health()).toEqual({
    lastTurnAt: clock.now(),
    faultsInARow: 0,
    lastFault: undefined,
  })
})

test('stopping waits for the running turn and begins no other', async () => {
  let finish = () => {}
  let isFinished = false
  const work = counted()
  const loop = turns(async () => {
    await work.turn()
    await new Promise<void>(resolve => (finish = resolve))
    isFinished = true
    return true
  })
  await work.reached(1)
  await new Promise(resolve => setImmediate(resolve))
  const stopped = loop.stop()
  finish()
  await stopped
  expect(isFinished).toBe(true)
  expect(work.count()).toBe(1)
})
