/** Puts the HTTP client against servers that drip, hang, hang up and answer nonsense. */

import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

import { AdyenHttp, type CallSeen } from './client.js'

let server: Server | undefined
let client: AdyenHttp | undefined
let connections = 0
const seen: CallSeen[] = []

afterEach(() => {
  client?.close()
  server?.closeAllConnections()
  server?.close()
  seen.length = 0
  connections = 0
})

async function against(listener: RequestListener, timeoutMs = 2000): Promise<AdyenHttp> {
  const started = createServer(listener)
  server = started
  started.on('connection', () => {
    connections += 1
  })
  await new Promise<void>(listening => started.listen(0, '127.0.0.1', listening))
  const baseUrl = `http://127.0.0.1:${(started.address() as AddressInfo).port}`
  const config = { environment: 'TEST', apiKey: 'k', baseUrl, timeoutMs } as const
  client = new AdyenHttp(config, call => seen.push(call))
  return client
}

const endpoint = 'https://prefix-checkout-live.adyenpayments.com/checkout/v72/payments'

const ask = (http: AdyenHttp, options: object = {}) =>
  http.request(endpoint, '{"a":1}', {}, true, options)

test('only scheme, host and port are replaced, and the headers are complete', async () => {
  let got: unknown
  const http = await against((request, response) => {
    let body = ''
    request.on('data', chunk => {
      body += chunk
    })
    request.on('end', () => {
      got = { method: request.method, url: request.url, headers: request.headers, body }
      response.setHeader('x-request-id', 'r-1')
      response.end('{"ok":true}')
    })
  })
  const answer = await ask(http, { idempotencyKey: 'key-1', params: { a: 'b c' } })
  expect(answer).toBe('{"ok":true}')
  expect(got).toMatchObject({
    method: 'POST',
    url: '/checkout/v72/payments?a=b+c',
    body: '{"a":1}',
    headers: { 'x-api-key': 'k', 'idempotency-key': 'key-1', 'content-length': '7' },
  })
  expect(seen).toMatchObject([
    {
      method: 'POST',
      path: '/checkout/v72/payments',
      status: 200,
      headers: { 'x-request-id': 'r-1' },
    },
  ])
})

test('an options object that is used twice does not send the old key again', async () => {
  const keys: unknown[] = []
  const http = await against((request, response) => {
    keys.push(request.headers['idempotency-key'])
    response.end('{"ok":true}')
  })
  const options: { idempotencyKey?: string } = { idempotencyKey: 'key-1' }
  await ask(http, options)
  options.idempotencyKey = 'key-2'
  await ask(http, options)
  expect(keys).toEqual(['key-1', 'key-2'])
})

test('one connection carries many calls', async () => {
  const http = await against((_, response) => response.end('{"ok":true}'))
  for (let call = 0; call < 20; call++) await ask(http)
  expect(connections).toBe(1)
})

test('a character split over two chunks stays whole', async () => {
  const bytes = Buffer.from('{"name":"Zürich"}')
  const half = bytes.indexOf(0xc3) + 1
  const http = await against((_, response) => {
    response.write(bytes.subarray(0, half))
    setImmediate(() => response.end(bytes.subarray(half)))
  })
  expect(await ask(http)).toBe('{"name":"Zürich"}')
})

test('the deadline is for the whole call, however busily an answer drips', async () => {
  const http = await against((_, response) => {
    response.writeHead(200, { 'content-length': '100000' })
    const drip = setInterval(() => response.write('x'), 5)
    response.on('close', () => clearInterval(drip))
  }, 80)
  await expect(ask(http)).rejects.toMatchObject({
    name: 'AdyenCallFailed',
    outcome: 'unknown',
    message: 'no whole answer within 80 ms',
  })
  expect(seen).toMatchObject([{ path: '/checkout/v72/payments' }])
  expect(seen[0]).not.toHaveProperty('status')
})

test.each<[string, RequestListener]>([
  ['hangs up', request => request.socket.destroy()],
  [
    'hangs up in the middle',
    (request, response) => {
      response.writeHead(200, { 'content-length': '100' })
      response.write('{"psp', () => request.socket.destroy())
    },
  ],
  ['says nothing', (_, response) => response.end()],
  ['says too much', (_, response) => response.end(`{"a":"${'x'.repeat(2 ** 20)}"}`)],
  ['says half', (_, response) => response.end('{"pspReference":"A')],
])('a server that %s leaves the outcome unknown, as an Error', async (_what, listener) => {
  const failure = await ask(await against(listener)).catch((fault: unknown) => fault)
  expect(failure).toBeInstanceOf(Error)
  expect(failure).toMatchObject({ name: 'AdyenCallFailed', outcome: 'unknown' })
})

test('nobody listening leaves the outcome unknown', async () => {
  const http = await against(() => {})
  await new Promise(closed => server?.close(closed))
  await expect(ask(http)).rejects.toMatchObject({ outcome: 'unknown' })
})

test('a refusal carries its code and headers, by the HTTP status', async () => {
  const http = await against((_, response) => {
    response.writeHead(422, { 'idempotency-key': 'key-1' })
    response.end('{"status":400,"errorCode":"167","message":"m","errorType":"validation"}')
  })
  await expect(ask(http)).rejects.toMatchObject({
    outcome: 'refused',
    message: 'm',
    details: { code: '422/167', answer: { status: 422, headers: { 'idempotency-key': 'key-1' } } },
  })
})
