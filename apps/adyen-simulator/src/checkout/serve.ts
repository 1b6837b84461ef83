/** Serves one Checkout call over HTTP, showing whatever fault a rule asks for. */

import { createHash } from 'node:crypto'

import type { FastifyReply, FastifyRequest } from 'fastify'

import type { Operation, RequestFault } from '../faults/rule.js'
import { type Acquirer, type Answer, refusal } from './acquirer.js'
import type { Call } from './decide.js'
import { CheckoutError, refuse } from './error.js'
import type { LoggedCall } from './request-log.js'
import type { World } from './world.js'

export interface Service {
  readonly world: World
  readonly acquirer: Acquirer
}

export async function serveCall(
  { world, acquirer }: Service,
  call: Call,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const logged = logCall(world, call)
  const fault = world.rules.forRequest({
    op: call.op,
    reference: logged.reference,
    psps: [call.id],
    ...(call.idempotencyKey === undefined ? {} : { idempotencyKey: call.idempotencyKey }),
  })
  if (fault.delayMs) await new Promise<void>(go => world.timeline.after(fault.delayMs ?? 0, go))
  if (fault.dropConnection === 'before') return cut(reply)
  const answer = answerInPlace(fault) ?? (await acquirer.answer(call))
  if (fault.dropConnection === 'afterProcessing') return cut(reply)
  logged.status = answer.status
  return send(reply, garble(answer, fault), { call, fault })
}

/** Reads a call off a request; the path's id is checked no further than Adyen does. */
export function readCall(op: Operation, request: FastifyRequest): Call {
  const { id = '' } = request.params as { id?: string }
  const key = request.headers['idempotency-key']
  const text = typeof request.body === 'string' ? request.body : ''
  return {
    op,
    method: request.method as Call['method'],
    path: request.url,
    id,
    query: request.query as Call['query'],
    text,
    bodyHash: createHash('sha256').update(text).digest('hex'),
    ...(typeof key === 'string' && key !== '' ? { idempotencyKey: key } : {}),
  }
}

function logCall(world: World, call: Call): LoggedCall {
  const { op, path, idempotencyKey } = call
  const logged: LoggedCall = {
    atMs: world.timeline.nowMs(),
    op,
    path,
    ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
    bodyHash: call.bodyHash,
    reference: referenceIn(call.text),
  }
  world.log.add(logged)
  return logged
}

const referenceField = /"(?:reference|paymentReference)"\s*:\s*"((?:[^"\\]|\\.)*)"/

/** The first reference in a body, found without parsing it twice. */
function referenceIn(text: string): string {
  return referenceField.exec(text)?.[1] ?? ''
}

/** The answer a rule puts in place of processing. */
function answerInPlace(fault: RequestFault): Answer | undefined {
  if (fault.transient) {
    return refusal(fault.status === 422 ? refuse.inProgress() : refuse.keysUnavailable())
  }
  if (fault.status === undefined) return undefined
  const { status } = fault
  const error = new CheckoutError(
    { status, errorCode: '905', errorType: 'internal' },
    'Simulated fault',
  )
  return { status, text: fault.body ?? error.body(), transient: false }
}

function garble(answer: Answer, fault: RequestFault): Answer {
  if (fault.emptyBody) return { ...answer, text: '' }
  if (fault.badJson) {
    const { text = '' } = answer
    return { ...answer, text: text.slice(0, Math.ceil(text.length / 2)) }
  }
  return answer
}

interface Shown {
  readonly call: Call
  readonly fault: RequestFault
}

function send(reply: FastifyReply, answer: Answer, { call, fault }: Shown): FastifyReply {
  const headers: Record<string, string> = { 'content-type': 'application/json;charset=UTF-8' }
  if (call.idempotencyKey !== undefined) headers['idempotency-key'] = call.idempotencyKey
  if (answer.transient) headers['transient-error'] = 'true'
  if (fault.slowDripMs !== undefined) return drip(reply, { answer, headers }, fault.slowDripMs)
  return reply.code(answer.status).headers(headers).send(answer.text)
}

function cut(reply: FastifyReply): FastifyReply {
  reply.hijack()
  reply.raw.destroy()
  return reply
}

interface Dripped {
  readonly answer: Answer
  readonly headers: Record<string, string>
}

/** A byte at a time: characters of several bytes are split as well. */
function drip(reply: FastifyReply, { answer, headers }: Dripped, everyMs: number): FastifyReply {
  reply.hijack()
  const bytes = Buffer.from(answer.text ?? '')
  reply.raw.writeHead(answer.status, { ...headers, 'content-length': String(bytes.length) })
  let at = 0
  const timer = setInterval(() => {
    reply.raw.write(bytes.subarray(at, at + 1))
    at += 1
    if (at >= bytes.length) reply.raw.end()
  }, everyMs)
  reply.raw.on('close', () => clearInterval(timer))
  return reply
}
