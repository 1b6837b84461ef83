import fc from 'fast-check'

import { readLines } from './read-lines.js'

async function linesOf(...chunks: Uint8Array[]): Promise<[number, string][]> {
  const lines: [number, string][] = []
  const stream = (async function* () {
    yield* chunks
  })()
  for await (const { number, text } of readLines(stream)) lines.push([number, text])
  return lines
}

test('lines are counted from 1, whatever ends them, and the last need not be ended', async () => {
  expect(await linesOf(Buffer.from('a\r\n\nb\nc'))).toEqual([
    [1, 'a'],
    [2, ''],
    [3, 'b'],
    [4, 'c'],
  ])
  expect(await linesOf(Buffer.from('a\n'))).toEqual([[1, 'a']])
  expect(await linesOf()).toEqual([])
})

test('where the chunks are cut changes nothing, inside a character too', async () => {
  const texts = fc.string({ unit: fc.constantFrom('a', 'é', '🔌', '\n', '\r\n') })
  await fc.assert(
    fc.asyncProperty(texts, fc.nat(), async (text, cut) => {
      const bytes = Buffer.from(text)
      const at = cut % (bytes.length + 1)
      expect(await linesOf(bytes.subarray(0, at), bytes.subarray(at))).toEqual(await linesOf(bytes))
    }),
  )
})
