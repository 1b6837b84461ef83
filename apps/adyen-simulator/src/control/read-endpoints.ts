/** Reads webhook endpoints from configuration or a control request, naming every fault. */

import { isBody } from '../checkout/fields.js'
import type { WebhookEndpoint } from '../webhooks/post.js'

type Read = { readonly endpoints: WebhookEndpoint[] } | { readonly faults: string[] }

export function readEndpoints(input: unknown): Read {
  if (!Array.isArray(input)) return { faults: ['endpoints: must be a list'] }
  const faults = input.flatMap((each, at) => faultsOf(each, `endpoints[${at}]`))
  if (faults.length > 0) return { faults }
  return { endpoints: input }
}

function faultsOf(endpoint: unknown, place: string): string[] {
  if (!isBody(endpoint)) return [`${place}: must be an object`]
  const { url, user, password, hmacKey } = endpoint
  const isText = (value: unknown) => value === undefined || typeof value === 'string'
  return [
    ...(isHttpUrl(url) ? [] : [`${place}.url: must be an http or https address`]),
    ...(isHmacKey(hmacKey) ? [] : [`${place}.hmacKey: must be 64 hexadecimal digits`]),
    ...(isText(user) && isText(password) ? [] : [`${place}: user and password must be texts`]),
  ]
}

export function isHttpUrl(value: unknown): boolean {
  if (typeof value !== 'string' || !URL.canParse(value)) return false
  return ['http:', 'https:'].includes(new URL(value).protocol)
}

/** Adyen's keys are 32 bytes in hexadecimal. */
export function isHmacKey(value: unknown): boolean {
  return typeof value === 'string' && /^[0-9a-f]{64}$/i.test(value)
}
