/** Names a webhook item by its content, so that the same fact delivered twice is known as one. */

import { createHash } from 'node:crypto'

import { isDeeper, isObject } from './item.js'

/** What is deeper is no item (`readItem` says so), and would break the stack. */
const depthAtMost = 100

/**
 * SHA-256, in hexadecimal, over the item with its fields in order and without its signature.
 *
 * Over all fields: pspReference and eventCode alone would swallow the second CAPTURE of a payment
 * whose first capture failed and was made good.
 */
export function fingerprint(rawItem: unknown): string {
  return createHash('sha256')
    .update(isDeeper(rawItem, depthAtMost) ? 'too deep' : canonical(withoutSignature(rawItem)))
    .digest('hex')
}

function withoutSignature(item: unknown): unknown {
  if (!isObject(item) || !isObject(item.additionalData)) return item
  const { hmacSignature: _, ...additionalData } = item.additionalData
  return { ...item, additionalData }
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (!isObject(value)) return JSON.stringify(value) ?? 'null'
  const fields = Object.keys(value)
    .filter(name => value[name] !== undefined)
    .sort()
    .map(name => `${JSON.stringify(name)}:${canonical(value[name])}`)
  return `{${fields.join(',')}}`
}
