/** The control API under `/_sim`: what Adyen never has, for those who test against it. */

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

import { type Body, isBody } from '../checkout/fields.js'
import { type LaterEvent, laterEvents } from '../checkout/later.js'
import type { Settling } from '../checkout/settling.js'
import { commit, type World } from '../checkout/world.js'
import { readRule } from '../faults/read-rule.js'
import { readDurationMs } from '../time/duration.js'
import { showDelivery } from '../webhooks/delivery.js'
import { readEndpoints } from './read-endpoints.js'
import { totalsOf } from './totals.js'

export interface Controlled {
  readonly world: World
  readonly settling: Settling
}

export function addControlRoutes(app: FastifyInstance, { world, settling }: Controlled): void {
  app.post('/_sim/reset', (_, reply) => {
    reset(world)
    return reply.code(204).send()
  })
  app.get('/_sim/payments', request => listPayments(world, request.query as Body))
  app.get('/_sim/payments/:psp', (request, reply) => showPayment(world, request, reply))
  app.post('/_sim/payments/:psp/events', (request, reply) => fire(settling, request, reply))
  app.get('/_sim/requests', () => ({
    total: world.log.total,
    keysReusedWithOtherBody: world.keys.reusedWithOtherBody,
    requests: world.log.list(),
  }))
  app.get('/_sim/webhooks', () => ({
    webhooks: [...world.dispatcher.deliveries.values()].map(showDelivery),
  }))
  app.post('/_sim/webhooks/:id/redeliver', (request, reply) => {
    const { id } = request.params as { id: string }
    if (!world.dispatcher.redeliver(Number(id))) return fault(reply, 404, `no webhook ${id}`)
    return reply.code(202).send({ id: Number(id) })
  })
  app.get('/_sim/rules', () => ({ rules: world.rules.list() }))
  app.post('/_sim/rules', (request, reply) => addRules(world, request, reply))
  app.delete('/_sim/rules', (_, reply) => {
    world.rules.clear()
    return reply.code(204).send()
  })
  app.get('/_sim/clock', () => ({ nowMs: world.timeline.nowMs() }))
  app.post('/_sim/clock', (request, reply) => setClock({ world, settling }, request, reply))
  app.post('/_sim/tokens/:id/next', (request, reply) => queueOutcomes(world, request, reply))
  app.get('/_sim/endpoints', () => ({ endpoints: world.dispatcher.listEndpoints() }))
  app.put('/_sim/endpoints', (request, reply) => {
    const endpoints = readEndpoints(bodyOf(request).endpoints)
    if ('faults' in endpoints) return fault(reply, 422, ...endpoints.faults)
    world.dispatcher.setEndpoints(endpoints.endpoints)
    return reply.code(204).send()
  })
}

function reset(world: World): void {
  world.timeline.reset()
  world.dispatcher.reset()
  world.journal.clear()
  world.state.clear()
  world.rules.clear()
  world.log.clear()
  world.keys.reusedWithOtherBody = 0
}

/** Totals, and the payments themselves when a reference is asked for. */
function listPayments({ state }: World, { reference }: Body) {
  const totals = totalsOf(state.payments.values())
  if (reference === undefined) return { count: state.payments.size, totals }
  const payments = [...state.payments.values()].filter(each => each.reference === reference)
  return { count: payments.length, totals: totalsOf(payments), payments }
}

function showPayment({ state }: World, request: FastifyRequest, reply: FastifyReply) {
  const { psp } = request.params as { psp: string }
  const payment = state.payments.get(psp)
  if (!payment) return fault(reply, 404, `${psp} is not a payment`)
  return reply.send({ payment, modifications: state.modificationsOfPayment(psp) })
}

async function fire(settling: Settling, request: FastifyRequest, reply: FastifyReply) {
  const { psp } = request.params as { psp: string }
  const { event, pspReference, reason } = bodyOf(request)
  if (!isLaterEvent(event)) {
    return fault(reply, 422, `event: must be one of ${laterEvents.join(', ')}`)
  }
  const problem = await settling.befall(psp, {
    event,
    ...(typeof pspReference === 'string' ? { pspReference } : {}),
    ...(typeof reason === 'string' ? { reason } : {}),
  })
  return problem === undefined ? reply.code(202).send({ event }) : fault(reply, 422, problem)
}

function isLaterEvent(value: unknown): value is LaterEvent {
  return laterEvents.some(event => event === value)
}

/** One rule or a list of them; none is taken unless all can be. */
function addRules({ rules }: World, request: FastifyRequest, reply: FastifyReply) {
  const inputs: unknown[] = Array.isArray(request.body) ? request.body : [request.body]
  const read = inputs.map(readRule)
  const faults = read.flatMap(each => ('faults' in each ? each.faults : []))
  if (faults.length > 0) return fault(reply, 422, ...faults)
  const ids = read.flatMap(each => ('faults' in each ? [] : rules.add(each)))
  return reply.code(201).send({ ids })
}

async function setClock(
  { world, settling }: Controlled,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const { advance, speed } = bodyOf(request)
  const byMs = typeof advance === 'string' ? readDurationMs(advance) : undefined
  if (advance !== undefined && byMs === undefined) {
    return fault(reply, 422, 'advance: must be an ISO 8601 duration such as P28D or PT5M')
  }
  if (speed !== undefined && !(typeof speed === 'number' && speed > 0)) {
    return fault(reply, 422, 'speed: must be a number above 0')
  }
  if (typeof speed === 'number') world.timeline.setSpeed(speed)
  if (byMs !== undefined) world.timeline.advance(byMs)
  await settling.expireOld()
  await commit(world, [{ t: 'clock', shiftMs: world.timeline.aheadMs() }], [])
  return reply.send({ nowMs: world.timeline.nowMs() })
}

async function queueOutcomes(world: World, request: FastifyRequest, reply: FastifyReply) {
  const { id } = request.params as { id: string }
  const token = world.state.tokens.get(id)
  if (!token) return fault(reply, 404, `${id} is not a stored payment method`)
  const { outcomes } = bodyOf(request)
  const isWord = (each: unknown) => typeof each === 'string' || typeof each === 'number'
  if (!Array.isArray(outcomes) || !outcomes.every(isWord)) {
    return fault(reply, 422, 'outcomes: must be a list of result codes, by number or name')
  }
  await commit(world, [{ t: 'token', token: { ...token, nextOutcomes: outcomes } }], [])
  return reply.code(204).send()
}

function bodyOf(request: FastifyRequest): Body {
  return isBody(request.body) ? request.body : {}
}

function fault(reply: FastifyReply, status: number, ...faults: string[]): FastifyReply {
  return reply.code(status).send({ faults })
}
