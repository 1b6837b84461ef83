/** The payment provider port, by way of the official library. */

export {
  type AdyenAmount,
  AmountFault,
  adyenExponentOf,
  fromAdyenAmount,
  toAdyenAmount,
} from './amount.js'
export { AdyenCallFailed, AdyenHttp, type CallSeen } from './client.js'
export { type AdyenConfig, findConfigFaults, readAdyenConfig, readHmacKeys } from './config.js'
export { readEvent } from './event.js'
export { fingerprint } from './fingerprint.js'
export type { NotificationItem } from './item.js'
export { type AdyenProvider, createAdyenProvider } from './provider.js'
export { type JudgedItem, verifyWebhook, type WebhookRules } from './webhook.js'
