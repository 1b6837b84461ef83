import { Signals } from './signals.js'

test('the first signal is due at once, and many while the reader is busy are one', async () => {
  const signals = new Signals(() => {})
  expect(await signals.next()).toEqual({ done: false, value: true })
  signals.signal()
  signals.signal()
  expect(await signals.next()).toEqual({ done: false, value: true })
  const next = signals.next()
  signals.signal()
  expect(await next).toEqual({ done: false, value: true })
})

test('ending it releases a reader that waits, and says so once', async () => {
  let ended = 0
  const signals = new Signals(() => {
    ended += 1
  })
  await signals.next()
  const waiting = signals.next()
  await signals.return()
  await signals.return()
  signals.signal()
  expect(await waiting).toEqual({ done: true, value: undefined })
  expect(await signals.next()).toEqual({ done: true, value: undefined })
  expect(ended).toBe(1)
})
