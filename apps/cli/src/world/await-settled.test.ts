import type { Core } from '@wattline/billing'

import { awaitSettled, describe as inWords, isSettled, type Progress } from './await-settled.js'

const done: Progress = {
  unbilled: 0,
  billed: 5,
  setAside: 0,
  unpaid: 0,
  captured: 4,
  unrefunded: 0,
}

/**
 * A core whose database tells one progress after the other; an error is a database that is away.
 */
function telling(...answers: (Progress | Error)[]): Core {
  const transaction = async () => {
    const answer = answers.length > 1 ? answers.shift() : answers[0]
    if (answer instanceof Error) throw answer
    return [answer]
  }
  return { db: { transaction } } as unknown as Core
}

const options = {
  patienceMs: 1000,
  onProgress: () => undefined,
  lookEveryMs: 1,
}

test.each<[Partial<Progress>, boolean]>([
  [{}, true],
  [{ setAside: 1 }, true],
  [{ unbilled: 1 }, false],
  [{ unpaid: 1 }, false],
  [{ unrefunded: 1 }, false],
])('%j on top of all that is done: settled %p', (change, settled) => {
  expect(isSettled({ ...done, ...change })).toBe(settled)
})

test('what waits is told, and what does not is left out', () => {
  expect(inWords(done)).toBe('5 billed, 4 captured')
  expect(inWords({ ...done, unbilled: 2, unpaid: 1, unrefunded: 3, setAside: 1 })).toBe(
    '5 billed, 4 captured, 2 to bill, 1 to collect, 3 to refund, 1 set aside',
  )
})

test('it waits through a database that is away, and tells each change once', async () => {
  const half = { ...done, unpaid: 2, captured: 2 }
  const told: Progress[] = []
  const core = telling(half, new Error('ECONNREFUSED'), half, done)
  const end = await awaitSettled(core, 'A', { ...options, onProgress: each => told.push(each) })
  expect(end).toEqual(done)
  expect(told).toEqual([half, done])
})

test('a standstill ends with what still waits', async () => {
  const wait = awaitSettled(telling({ ...done, unpaid: 1 }), 'A', {
    ...options,
    patienceMs: 15,
  })
  await expect(wait).rejects.toThrow(
    'Nothing moved for 0.015 seconds: 5 billed, 4 captured, 1 to collect.',
  )
})

test('a wait that is given up ends with the reason', async () => {
  const stopping = new AbortController()
  const wait = awaitSettled(telling({ ...done, unpaid: 1 }), 'A', {
    ...options,
    signal: stopping.signal,
    onProgress: () => stopping.abort(new Error('Stopped by SIGINT')),
  })
  await expect(wait).rejects.toThrow('Stopped by SIGINT')
})
