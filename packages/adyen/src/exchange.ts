/** One HTTP request and its whole answer under one deadline, bytes first, then text. */

import { type Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http'
import { type Agent as HttpsAgent, request as httpsRequest } from 'node:https'

import type { RawAnswer } from './classify.js'

export interface Exchange {
  readonly url: URL
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Buffer
  readonly timeoutMs: number
  readonly agents: { readonly http: HttpAgent; readonly https: HttpsAgent }
}

/** Checkout's answers are a few kilobytes; anything near this is not one. */
const longestAnswerBytes = 1024 * 1024

/** @throws Error for every way in which no whole answer arrived in time: the outcome is unknown */
export function exchange(asked: Exchange): Promise<RawAnswer> {
  const { url, method, agents, timeoutMs } = asked
  const secure = url.protocol === 'https:'
  const body = Buffer.from(asked.body)
  // The library's own limit restarts with every byte; this one covers the call as a whole.
  const signal = AbortSignal.timeout(timeoutMs)
  const options = {
    method,
    agent: secure ? agents.https : agents.http,
    headers: { ...asked.headers, ...(method === 'GET' ? {} : contentLength(body)) },
    signal,
  }
  return new Promise((resolve, reject) => {
    const fail = (fault: Error) => {
      const late = signal.aborted ? `no whole answer within ${timeoutMs} ms` : undefined
      reject(new Error(late ?? fault.message, { cause: fault }))
    }
    const call = (secure ? httpsRequest : httpRequest)(url, options, response => {
      readAnswer(response).then(resolve, fail)
    })
    call.on('error', fail)
    call.end(method === 'GET' ? undefined : body)
  })
}

function contentLength(body: Buffer): Record<string, string> {
  return { 'content-length': String(body.length) }
}

async function readAnswer(response: IncomingMessage): Promise<RawAnswer> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of response) {
    bytes += chunk.length
    if (bytes > longestAnswerBytes) throw new Error(`an answer of over ${longestAnswerBytes} bytes`)
    chunks.push(chunk)
  }
  // Decoded once it is whole, so that no character is split.
  const text = Buffer.concat(chunks).toString('utf8')
  return { status: response.statusCode ?? 0, headers: response.headers, text }
}
