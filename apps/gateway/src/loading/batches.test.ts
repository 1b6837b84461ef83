import { setImmediate as turn } from 'node:timers/promises'

import { batched } from './batches.js'

test('what is asked in one turn of the event loop is one read, each key once, answers in order', async () => {
  const reads: (readonly string[])[] = []
  const loader = batched(async keys => {
    reads.push(keys)
    return new Map(keys.filter(key => key !== 'x').map(key => [key, `row ${key}`]))
  })
  const asked = [loader.load('b'), loader.load('a'), Promise.resolve().then(() => loader.load('b'))]
  expect(await Promise.all([...asked, loader.load('x')])).toEqual([
    'row b',
    'row a',
    'row b',
    undefined,
  ])
  expect(reads).toEqual([['b', 'a', 'x']])
})

test('nothing is remembered from one turn to the next', async () => {
  let reads = 0
  const loader = batched(async keys => {
    reads += 1
    return new Map(keys.map(key => [key, reads]))
  })
  expect(await loader.load('a')).toBe(1)
  await turn()
  expect(await loader.load('a')).toBe(2)
})
