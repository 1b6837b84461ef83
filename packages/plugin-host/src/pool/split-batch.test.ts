/** Tries how batches are cut: everything stays, in order, and a lost batch always gets smaller. */

import { batchesOf, splitBatch } from './split-batch.js'

const upTo = (length: number) => Array.from({ length }, (_, at) => at)

test.each([
  [0, 100, []],
  [100, 100, [100]],
  [250, 100, [100, 100, 50]],
])('%i sessions in batches of %i', (sessions, size, sizes) => {
  const batches = batchesOf(upTo(sessions), size)
  expect(batches.map(batch => batch.length)).toEqual(sizes)
  expect(batches.flat()).toEqual(upTo(sessions))
})

test('every batch above one becomes smaller, down to single sessions', () => {
  for (let size = 2; size <= 120; size += 1) {
    const parts = splitBatch(upTo(size))
    expect(parts.flat()).toEqual(upTo(size))
    expect(Math.max(...parts.map(part => part.length))).toBeLessThan(size)
  }
})
