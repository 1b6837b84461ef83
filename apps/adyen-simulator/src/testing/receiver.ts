/** A webhook receiver for tests: keeps what arrives, and answers as it is told. */

import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'

import type { StandardItem } from '../webhooks/item.js'

export interface Received {
  readonly item: StandardItem
  readonly body: unknown
  readonly headers: IncomingHttpHeaders
}

export interface Receiver {
  readonly url: string
  readonly received: readonly Received[]
  /** Answers everything from now on with this status. */
  answerWith(status: number): void
  /** Keeps every answer back until the returned function is called. */
  holdAnswers(): () => void
  /** @throws Error when the condition does not come true in time */
  until(condition: (received: readonly Received[]) => boolean): Promise<void>
  stop(): Promise<void>
}

const patienceMs = 5000

export async function startReceiver(port = 0): Promise<Receiver> {
  const received: Received[] = []
  const waiting = new Set<() => void>()
  let status = 202
  let held: ServerResponse[] | undefined
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const body = JSON.parse(Buffer.concat(chunks).toString('utf8'))
    const item = body.notificationItems[0].NotificationRequestItem
    received.push({ item, body, headers: request.headers })
    for (const check of waiting) check()
    if (held) held.push(response)
    else response.writeHead(status).end('[accepted]')
  })
  await new Promise<void>(listening => server.listen(port, '127.0.0.1', listening))
  const address = server.address()
  const bound = typeof address === 'object' && address ? address.port : port
  return {
    url: `http://127.0.0.1:${bound}/webhooks/adyen`,
    received,
    answerWith(next) {
      status = next
    },
    holdAnswers() {
      const kept: ServerResponse[] = []
      held = kept
      return () => {
        held = undefined
        for (const response of kept) response.writeHead(status).end('[accepted]')
      }
    },
    until: condition =>
      waitFor(
        () => condition(received),
        waiting,
        () => showCodes(received),
      ),
    stop: () =>
      new Promise(stopped => {
        server.close(() => stopped())
        server.closeAllConnections()
      }),
  }
}

function waitFor(isTrue: () => boolean, waiting: Set<() => void>, show: () => string) {
  return new Promise<void>((resolve, reject) => {
    const end = () => {
      clearTimeout(timer)
      waiting.delete(check)
    }
    const check = () => {
      if (!isTrue()) return
      end()
      resolve()
    }
    const timer = setTimeout(() => {
      end()
      reject(new Error(`still not so after ${patienceMs} ms; received: ${show()}`))
    }, patienceMs)
    waiting.add(check)
    check()
  })
}

function showCodes(received: readonly Received[]): string {
  return received.map(({ item }) => `${item.eventCode}:${item.success}`).join(', ') || 'nothing'
}
