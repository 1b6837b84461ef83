/**
 * Every way the core says no: one closed list of codes, each with a sentence that says what to do.
 */

/** Code → what it means. The gateway, the worker and the command line map this same list. */
export const refusalCodes = {
  'key-unknown': 'The API key is unknown. Check that it was copied whole.',
  'key-revoked': 'The API key was revoked. Ask the operator for a new one.',
  'role-insufficient': 'This key’s role may not do that. Use a key with a role that may.',
  'not-found': 'Nothing of that kind with that id exists for this key.',
  'input-invalid': 'The input is not valid. Every fault is listed with its place.',
  'idempotency-key-reused':
    'This idempotency key was used before with other input. Use a new key for a new request.',
  'tariff-invalid': 'The tariff cannot be published. Every fault is listed with its JSON path.',
  'price-list-ambiguous':
    'Another price list already starts at that instant for the same target. Choose another start.',
  'price-list-start-passed':
    'The start must lie in the future, for nothing is priced after the fact. Name a later start.',
  'price-list-not-waiting':
    'The assignment does not wait for approval: it was approved or withdrawn, or needs none.',
  'approval-by-maker':
    'Whoever assigned a price list cannot approve it. Ask a colleague, who has another key.',
  'price-list-in-force':
    'The assignment has started, so it cannot be withdrawn. Roll it back instead.',
  'price-list-not-in-force':
    'Nothing of that kind is in force there to roll back: it has not started, has ended, or a ' +
    'later one replaced it. Look at the history of the place.',
  'price-list-nothing-before':
    'Some connectors would be left without any price list. Assign another one instead.',
  'price-list-missing': 'No price list applies to this connector at that time. Assign one first.',
  'plugin-params-invalid': 'The plugin’s parameters do not fit its schema. Every fault is listed.',
  'plugin-unusable': 'The plugin cannot be used. The reason is given.',
  'suspension-lifted': 'The suspension was lifted before. The plugin runs again.',
  'publications-waiting':
    'So many uploads wait to be judged that no more are taken. Wait for their verdicts.',
  'plugin-failed':
    'A plugin without which there is no price failed. Mend it, or assign another price list.',
  'quote-not-yet':
    'The quote is for a later start. Wait until then, or ask for a quote that starts now.',
  'quote-expired': 'The quote has expired. Ask for a new one.',
  'quote-used': 'A session was already started under this quote.',
  'quote-other-connector': 'The quote is for another connector.',
  'coupon-unknown': 'No coupon has that code. Check its spelling, or go on without it.',
  'coupon-not-taken': 'No coupons are taken at this connector. Go on without one.',
  'coupon-not-valid-then': 'The coupon is not valid at that time. Go on without it.',
  'coupon-used-up': 'The coupon is used up: all its uses or its whole budget are given away.',
  'coupon-used-by-driver': 'The driver has used the coupon as often as one driver may.',
  'coupon-needs-driver': 'One driver may use the coupon only so often. Name the driver.',
  'coupon-code-taken': 'Another coupon has that code. Choose another one.',
  'connector-busy': 'A session is already running on this connector. Stop it first.',
  'connector-not-kept':
    'Another session used the connector in that time, so it was not kept. Check from when it was.',
  'session-not-active':
    'The session is not running, so it takes no more readings and cannot be stopped again.',
  'session-not-held': 'Only a session that is held can be decided on.',
  'session-not-parked': 'Only a parked session can be sent to be billed again.',
  'reading-before-start': 'The reading was taken before the session started.',
  'reading-after-stop': 'The reading was taken after the session ended.',
  'reading-in-future': 'The reading’s time lies in the future. Check the meter’s clock.',
  'reading-conflicts': 'Another value is stored for the same instant. Readings are never replaced.',
  'reading-goes-back': 'The register is lower than an earlier one, or higher than a later one.',
  'reading-unit-unlikely':
    'The register implies more energy than the connector can deliver. Check the unit: Wh or kWh.',
  'stop-before-reading': 'The stop lies before a reading that is already stored.',
  'invoice-not-paid':
    'The invoice has not been paid through the payment provider, so nothing can be refunded.',
  'payment-not-open':
    'There is nothing to ask for again: the payment is under way or paid, or the driver has no ' +
    'stored means.',
  'refund-exceeds-rest': 'The refund is more than what is left of the captured amount.',
  'refund-not-open': 'The refund is not waiting for a decision.',
  'driver-unknown': 'The driver is unknown. Register the driver first.',
  'payment-means-missing':
    'The driver has no stored means of payment. Send the encrypted card fields or store one first.',
} as const

export type RefusalCode = keyof typeof refusalCodes

/** One fault of an input, and where it stands. */
export interface InputFault {
  readonly path: string
  readonly code?: string
  readonly message: string
}

/** An expected no. Thrown, so that a transaction can never commit half of what was refused. */
export class Refusal extends Error {
  override readonly name = 'Refusal'

  constructor(
    readonly code: RefusalCode,
    /** Facts for whoever asked: never internals, never another tenant's data. */
    readonly details: Readonly<Record<string, unknown>> = {},
  ) {
    super(refusalCodes[code])
  }
}

/** A refusal of input, with all its faults at once. */
export function refuseInput(faults: readonly InputFault[]): never {
  throw new Refusal('input-invalid', { faults })
}
