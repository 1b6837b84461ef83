/** Holds the frame reader to one promise: however a stream is cut, the same frames come out. */

import fc from 'fast-check'

import { createFrameReader, frameOf } from './frames.js'

const frames = fc.array(
  fc.record({ kind: fc.nat({ max: 255 }), payload: fc.uint8Array({ maxLength: 40 }) }),
  { maxLength: 8 },
)

test('frames survive any cutting of the stream', () => {
  fc.assert(
    fc.property(
      frames,
      fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1 }),
      (sent, cuts) => {
        const stream = Buffer.concat(sent.map(({ kind, payload }) => frameOf(kind, payload)))
        const read = createFrameReader(100)
        const heard = []
        for (let at = 0, cut = 0; at < stream.length; cut += 1) {
          const size = cuts[cut % cuts.length] ?? 1
          heard.push(...read(stream.subarray(at, at + size)))
          at += size
        }
        expect(heard.map(({ kind, payload }) => [kind, [...payload]])).toEqual(
          sent.map(({ kind, payload }) => [kind, [...payload]]),
        )
      },
    ),
  )
})

test('a frame above the limit is refused by its head alone', () => {
  const head = frameOf(1, Buffer.alloc(101)).subarray(0, 5)
  expect(() => createFrameReader(100)(head)).toThrow('a frame of 101 bytes is above 100')
})
