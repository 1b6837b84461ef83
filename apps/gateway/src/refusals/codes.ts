/** The one map from the core's refusals to what the API shows: GraphQL code and HTTP status. */

import type { RefusalCode } from '@wattline/billing'

interface Shown {
  /** `extensions.code` of the GraphQL error. */
  readonly code: string
  /** HTTP status of the whole answer; 200 where other fields of it may well stand. */
  readonly httpStatus?: number
}

/** Exhaustive by type: a new refusal of the core does not compile until it stands here. */
export const shownRefusals = {
  'key-unknown': { code: 'KEY_UNKNOWN', httpStatus: 401 },
  'key-revoked': { code: 'KEY_REVOKED', httpStatus: 401 },
  'role-insufficient': { code: 'ROLE_INSUFFICIENT', httpStatus: 403 },
  'not-found': { code: 'NOT_FOUND' },
  'input-invalid': { code: 'INPUT_INVALID' },
  'idempotency-key-reused': { code: 'IDEMPOTENCY_KEY_REUSED' },
  'tariff-invalid': { code: 'TARIFF_INVALID' },
  'price-list-ambiguous': { code: 'PRICE_LIST_AMBIGUOUS' },
  'price-list-start-passed': { code: 'PRICE_LIST_START_PASSED' },
  'price-list-not-waiting': { code: 'PRICE_LIST_NOT_WAITING' },
  'approval-by-maker': { code: 'APPROVAL_BY_MAKER' },
  'price-list-in-force': { code: 'PRICE_LIST_IN_FORCE' },
  'price-list-not-in-force': { code: 'PRICE_LIST_NOT_IN_FORCE' },
  'price-list-nothing-before': { code: 'PRICE_LIST_NOTHING_BEFORE' },
  'price-list-missing': { code: 'PRICE_LIST_MISSING' },
  'plugin-params-invalid': { code: 'PLUGIN_PARAMS_INVALID' },
  'plugin-unusable': { code: 'PLUGIN_UNUSABLE' },
  'suspension-lifted': { code: 'SUSPENSION_LIFTED' },
  'publications-waiting': { code: 'PUBLICATIONS_WAITING' },
  'plugin-failed': { code: 'PLUGIN_FAILED' },
  'quote-not-yet': { code: 'QUOTE_NOT_YET' },
  'quote-expired': { code: 'QUOTE_EXPIRED' },
  'quote-used': { code: 'QUOTE_USED' },
  'quote-other-connector': { code: 'QUOTE_OTHER_CONNECTOR' },
  'coupon-unknown': { code: 'COUPON_UNKNOWN' },
  'coupon-not-taken': { code: 'COUPON_NOT_TAKEN' },
  'coupon-not-valid-then': { code: 'COUPON_NOT_VALID_THEN' },
  'coupon-used-up': { code: 'COUPON_USED_UP' },
  'coupon-used-by-driver': { code: 'COUPON_USED_BY_DRIVER' },
  'coupon-needs-driver': { code: 'COUPON_NEEDS_DRIVER' },
  'coupon-code-taken': { code: 'COUPON_CODE_TAKEN' },
  'connector-busy': { code: 'CONNECTOR_BUSY' },
  'connector-not-kept': { code: 'CONNECTOR_NOT_KEPT' },
  'session-not-active': { code: 'SESSION_NOT_ACTIVE' },
  'session-not-held': { code: 'SESSION_NOT_HELD' },
  'session-not-parked': { code: 'SESSION_NOT_PARKED' },
  'reading-before-start': { code: 'READING_BEFORE_START' },
  'reading-after-stop': { code: 'READING_AFTER_STOP' },
  'reading-in-future': { code: 'READING_IN_FUTURE' },
  'reading-conflicts': { code: 'READING_CONFLICTS' },
  'reading-goes-back': { code: 'READING_GOES_BACK' },
  'reading-unit-unlikely': { code: 'READING_UNIT_UNLIKELY' },
  'stop-before-reading': { code: 'STOP_BEFORE_READING' },
  'invoice-not-paid': { code: 'INVOICE_NOT_PAID' },
  'payment-not-open': { code: 'PAYMENT_NOT_OPEN' },
  'refund-exceeds-rest': { code: 'REFUND_EXCEEDS_REST' },
  'refund-not-open': { code: 'REFUND_NOT_OPEN' },
  'driver-unknown': { code: 'DRIVER_UNKNOWN' },
  'payment-means-missing': { code: 'PAYMENT_MEANS_MISSING' },
} as const satisfies Record<RefusalCode, Shown>

/** What the gateway itself answers no to, before the core is asked. */
export const gatewayRefusals = {
  KEY_MISSING: {
    httpStatus: 401,
    message: 'No API key came with the request. Send the header "Authorization: Bearer wl_…".',
  },
  RATE_LIMITED: {
    httpStatus: 429,
    message: 'This key asks for more operations per second than it may. Wait and try again.',
  },
  DOCUMENT_TOO_LONG: {
    httpStatus: 413,
    message: 'The GraphQL document is too long. Ask for less, or in several requests.',
  },
  TOO_COSTLY: {
    httpStatus: 400,
    message: 'The operation could read more objects than one may. Ask for shorter lists.',
  },
  TOO_MANY_SUBSCRIPTIONS: {
    httpStatus: 429,
    message: 'This connection holds as many subscriptions as it may. End one, or open another.',
  },
  BAD_USER_INPUT: { httpStatus: 400, message: 'The variables do not fit the operation.' },
  OPERATION_UNKNOWN: {
    httpStatus: 400,
    message: 'The document has no operation of that name, or several and none was named.',
  },
  NEEDS_WEBSOCKET: {
    httpStatus: 400,
    message:
      'Subscriptions are asked for over a WebSocket (graphql-transport-ws) at the same path.',
  },
  UNAVAILABLE: {
    httpStatus: 503,
    message:
      'Wattline cannot reach a part of itself just now. Try again with the same idempotency key.',
  },
  INTERNAL: {
    httpStatus: 500,
    message: 'Something broke on our side; nothing was half done. Tell us the error id.',
  },
} as const

export type GatewayRefusalCode = keyof typeof gatewayRefusals
