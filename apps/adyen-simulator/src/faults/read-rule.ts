/** Reads a fault rule from a control request, with every fault of its text named at once. */

import { type FaultRule, operations, type RequestFault, type WebhookFault } from './rule.js'

type Check = (value: unknown) => boolean
type Shape = Readonly<Record<string, Check>>

const isText: Check = value => typeof value === 'string'
const isTrue: Check = value => value === true
const isCount: Check = value => Number.isSafeInteger(value) && Number(value) >= 0
const isOneOf =
  (...allowed: readonly unknown[]): Check =>
  value =>
    allowed.includes(value)

const matchShape: Shape = {
  op: isOneOf(...operations),
  eventCode: isText,
  reference: isPattern,
  psp: isText,
  idempotencyKey: isText,
  nth: isCount,
}

const requestShape: Shape = {
  delayMs: isCount,
  dropConnection: isOneOf('before', 'afterProcessing'),
  status: isCount,
  body: isText,
  transient: isTrue,
  emptyBody: isTrue,
  badJson: isTrue,
  slowDripMs: isCount,
}

const webhookShape: Shape = {
  suppress: isTrue,
  duplicate: isCount,
  concurrent: isTrue,
  reorder: isTrue,
  delayMs: isCount,
  badHmac: isOneOf(true, 'missing'),
  beforeResponse: isTrue,
}

/** `{ match, do: { …, webhook: {…} }, times }` as a rule, or what is wrong with it. */
export function readRule(input: unknown): FaultRule | { readonly faults: string[] } {
  if (!isObject(input)) return { faults: ['a rule must be an object with match and do'] }
  const { match = {}, do: act, times = 1, ...rest } = input
  const { webhook, ...request } = isObject(act) ? act : {}
  const faults = [
    ...Object.keys(rest).map(name => `${name}: not known; a rule has match, do and times`),
    ...check(match, matchShape, 'match'),
    ...(isObject(act) ? [] : ['do: must be an object']),
    ...check(request, requestShape, 'do'),
    ...(webhook === undefined ? [] : check(webhook, webhookShape, 'do.webhook')),
    ...(isCount(times) ? [] : ['times: must be a whole number, 0 for ever']),
  ]
  if (faults.length > 0) return { faults }
  const { reference, ...otherMatch } = match as Record<string, string>
  return {
    match: { ...otherMatch, ...(reference ? { reference: new RegExp(reference) } : {}) },
    ...(Object.keys(request).length > 0 ? { request: request as RequestFault } : {}),
    ...(webhook === undefined ? {} : { webhook: webhook as WebhookFault }),
    times: Number(times),
  }
}

function check(value: unknown, shape: Shape, place: string): string[] {
  if (!isObject(value)) return [`${place}: must be an object`]
  return Object.entries(value).flatMap(([name, given]) => {
    const fitsShape = shape[name]
    if (!fitsShape) return `${place}.${name}: not known; known are ${Object.keys(shape).join(', ')}`
    return fitsShape(given) ? [] : `${place}.${name}: ${JSON.stringify(given)} is not allowed here`
  })
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isPattern(value: unknown): boolean {
  try {
    return typeof value === 'string' && new RegExp(value) instanceof RegExp
  } catch {
    return false
  }
}
