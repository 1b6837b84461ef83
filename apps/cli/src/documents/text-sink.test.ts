/** Tests that text arrives whole and in order, and that a reader who leaves ends the writing. */

import { Writable } from 'node:stream'

import { TextSink } from './text-sink.js'

class Slow extends Writable {
  text = ''
  constructor(private readonly fault?: Error) {
    super({ highWaterMark: 16, decodeStrings: false })
  }
  override _write(chunk: string, _encoding: string, done: (fault?: Error) => void): void {
    setImmediate(() => {
      this.text += chunk
      done(this.fault)
    })
  }
}

const text = 'one line of many\n'.repeat(10_000)

test('all of a long text arrives through a slow stream', async () => {
  const out = new Slow()
  const sink = new TextSink(out)
  for (const line of text.split(/(?<=\n)/)) expect(await sink.write(line)).toBe(true)
  await sink.end()
  expect(out.text).toBe(text)
})

test('a reader who has left ends the writing without a fault', async () => {
  const sink = new TextSink(new Slow(Object.assign(new Error('gone'), { code: 'EPIPE' })))
  expect(await sink.write(text)).toBe(false)
  await sink.end()
})

test('a full disk is a fault', async () => {
  const sink = new TextSink(new Slow(Object.assign(new Error('disk full'), { code: 'ENOSPC' })))
  await expect(sink.write(text)).rejects.toThrow('disk full')
})
