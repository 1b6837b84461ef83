import { createHmac } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

import { StoppedClock, Temporal } from '@wattline/units'

import { createHttpNotifier, type Resolve } from './http-notifier.js'

const clock = new StoppedClock(Temporal.Instant.from('2026-11-22T12:00:00Z'))
const notifier = createHttpNotifier({ clock, deadlineMs: 500, allowLocal: true })
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

/** Every name leads to these addresses, the next ones each time; what was asked is counted. */
function leadingTo(...turns: readonly string[][]) {
  const asked: string[] = []
  const resolve: Resolve = (host, _options, callback) => {
    const addresses = turns[Math.min(asked.length, turns.length - 1)] ?? []
    asked.push(host)
    callback(
      null,
      addresses.map(address => ({ address, family: address.includes(':') ? 6 : 4 })),
    )
  }
  return { asked, resolve }
}

const strict = (resolve?: Resolve) =>
  createHttpNotifier({ clock, deadlineMs: 500, allowLocal: false, ...(resolve && { resolve }) })

test.each([
  'http://partner.example/x',
  'https://127.0.0.1/x',
  'https://[::ffff:10.0.0.1]/x',
  'https://localhost/x',
])('a notice to %s is refused before any name is asked about', async url => {
  const { asked, resolve } = leadingTo(['127.0.0.1'])
  await expect(strict(resolve).send(notice(url))).rejects.toThrow('cannot go to its address')
  expect(asked).toEqual([])
})

test.each([
  ['this machine', ['127.0.0.1']],
  ['a cloud’s metadata', ['169.254.169.254']],
  ['a private network beside a public address', ['8.8.8.8', '10.0.0.7']],
  ['a unique local address', ['fd00:ec2::254']],
  ['this machine wrapped in IPv6', ['::ffff:127.0.0.1']],
])('a public name that leads to %s is refused', async (_what, addresses) => {
  const { asked, resolve } = leadingTo(addresses)
  const sent = strict(resolve).send(notice('https://partner.example/x'))
  await expect(sent).rejects.toThrow(`leads to ${addresses.at(-1)}, which is not public`)
  expect(asked).toEqual(['partner.example'])
})

test('the connection goes to the address that was looked at, and the name is asked once', async () => {
  const { posts, url } = await partner(response => response.writeHead(204).end())
  const { port } = new URL(url)
  // Rebinding: the second answer would lead elsewhere.
  const { asked, resolve } = leadingTo(['127.0.0.1'], ['192.0.2.1'])
  const here = createHttpNotifier({ clock, deadlineMs: 500, allowLocal: true, resolve })
  await here.send(notice(`http://partner.example:${port}/x`))
  expect(asked).toEqual(['partner.example'])
  expect(posts[0]?.headers.host).toBe(`partner.example:${port}`)
})

test('a name that is not known is the weather, and tried again', async () => {
  const { resolve } = leadingTo([])
  const sent = strict(resolve).send(notice('https://partner.example/x'))
  await expect(sent).rejects.toThrow('partner.example has no address')
})
