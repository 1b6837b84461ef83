import { createHmac } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

import { StoppedClock, Temporal } from '@wattline/units'

import { createHttpNotifier } from './http-notifier.js'

const clock = new StoppedClock(Temporal.Instant.from('2026-11-22T12:00:00Z'))
const notifier = createHttpNotifier({ clock, deadlineMs: 500, allowPlainHttp: true })
const secret = 'partner-secret'

let server: Server | undefined
afterEach(() => {
  server?.closeAllConnections()
  server?.close()
})

interface Post {
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

/** A partner that keeps what it was sent and answers as told. */
async function partner(answer: (response: ServerResponse) => void) {
  const posts: Post[] = []
  const started = createServer((request, response) => {
    let body = ''
    request.on('data', part => (body += part))
    request.on('end', () => {
      posts.push({ headers: request.headers, body })
      answer(response)
    })
  })
  server = started
  await new Promise<void>(resolve => started.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(started.address() as AddressInfo).port}/notices`
  return { posts, url }
}

const notice = (url: string) =>
  ({ id: 'n-1', kind: 'receipt', url, secret, payload: { grossMinor: '416' } }) as const

test('a partner can check who sent a notice, when, and that it is whole', async () => {
  const { posts, url } = await partner(response => response.writeHead(204).end())
  await notifier.send(notice(url))
  const [post] = posts
  const [, seconds = '', mac = ''] =
    /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(post?.headers['wattline-signature'])) ?? []
  expect(Number(seconds) * 1000).toBe(clock.now().epochMilliseconds)
  const expected = createHmac('sha256', secret).update(`${seconds}.${post?.body}`).digest('hex')
  expect(mac).toBe(expected)
  expect(JSON.parse(post?.body ?? '')).toEqual({
    id: 'n-1',
    kind: 'receipt',
    payload: { grossMinor: '416' },
  })
  expect(post?.headers['wattline-notice-id']).toBe('n-1')
})

test.each([500, 404, 302])('an answer of %d is not a partner that took it', async status => {
  const { url } = await partner(response => response.writeHead(status, { location: '/x' }).end())
  await expect(notifier.send(notice(url))).rejects.toThrow(`answered ${status} to notice n-1`)
})

test('a partner that does not answer in time has not taken it', async () => {
  const { url } = await partner(() => undefined)
  await expect(notifier.send(notice(url))).rejects.toThrow(/timeout|aborted/i)
})

test('outside development a notice goes to https only', async () => {
  const strict = createHttpNotifier({ clock, deadlineMs: 500, allowPlainHttp: false })
  await expect(strict.send(notice('http://partner.example/x'))).rejects.toThrow(
    'https addresses only',
  )
})
