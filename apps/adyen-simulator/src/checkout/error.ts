/** The errors Checkout answers with: HTTP status, error code, type and words. */

/** A request that is refused before it becomes a payment or a modification. */
export class CheckoutError extends Error {
  override readonly name = 'CheckoutError'

  constructor(
    readonly fault: {
      readonly status: number
      readonly errorCode: string
      readonly errorType: 'validation' | 'security' | 'configuration' | 'internal'
      /** Answered with `transient-error: true` and not kept for the idempotency key. */
      readonly transient?: true
    },
    message: string,
  ) {
    super(message)
  }

  body(): string {
    const { status, errorCode, errorType } = this.fault
    return JSON.stringify({ status, errorCode, message: this.message, errorType })
  }
}

function validation(errorCode: string, message: string, status = 422): CheckoutError {
  return new CheckoutError({ status, errorCode, errorType: 'validation' }, message)
}

/** The catalogue. Codes without a source in Adyen's documents are marked as assumed. */
export const refuse = {
  notJson: () => validation('702', 'Unexpected input: the body is not a JSON object', 400),
  unauthorised: () =>
    new CheckoutError(
      { status: 401, errorCode: '000', errorType: 'security' },
      'HTTP Status Response - Unauthorized',
    ),
  merchantAccount: () =>
    new CheckoutError(
      { status: 403, errorCode: '901', errorType: 'security' },
      'Invalid Merchant Account',
    ),
  rawCard: () =>
    new CheckoutError(
      { status: 403, errorCode: '010', errorType: 'security' }, // Code assumed.
      'Not allowed: send encrypted card fields, raw card data is never accepted here',
    ),
  unknownPath: (path: string) =>
    new CheckoutError(
      { status: 404, errorCode: '404', errorType: 'configuration' }, // Code assumed.
      `${path} is not simulated`,
    ),
  required: (field: string) => validation('130', `Required field '${field}' is not provided`),
  field: (field: string, rule: string) => validation('130', `Field '${field}' ${rule}`),
  amount: (rule: string) => validation('137', `Invalid amount specified: ${rule}`),
  currency: (currency: string) => validation('138', `Unsupported currency specified: ${currency}`),
  // Code assumed.
  otherCurrency: () => validation('138', 'The currency differs from that of the payment'),
  cardNumber: () => validation('101', 'Invalid card number'),
  undecryptable: () => validation('174', 'Unable to decrypt data'),
  returnUrl: () => validation('14_030', 'Return URL is missing.'),
  unknownPayment: () => validation('167', 'Original pspReference required for this operation'),
  unknownToken: () => validation('800', 'Contract not found'),
  metadata: () => validation('177', 'Metadata size exceeds limit'),
  longKey: () => validation('130', 'Idempotency key longer than 64 characters'), // Code assumed.
  inProgress: () =>
    new CheckoutError(
      { status: 422, errorCode: '704', errorType: 'validation', transient: true },
      'request already processed or in progress',
    ),
  keysUnavailable: () =>
    new CheckoutError(
      { status: 503, errorCode: '703', errorType: 'internal', transient: true },
      'required resource temporarily unavailable',
    ),
  noConnection: () =>
    new CheckoutError(
      { status: 500, errorCode: '905_3', errorType: 'internal', transient: true },
      'Could not connect to the acquirer',
    ),
  connectionLost: () =>
    new CheckoutError(
      { status: 500, errorCode: '905_1', errorType: 'internal' },
      'Could not read the acquirer’s answer',
    ),
}
