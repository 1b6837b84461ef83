/**
 * The outcomes a test can ask an authorisation for, by number or name (docs.adyen.com, result
 * codes).
 */

export interface Outcome {
  readonly code: number
  readonly name: string
  readonly resultCode: 'Authorised' | 'Refused' | 'Error' | 'Cancelled' | 'Received'
  readonly reason: string
}

/** Position is the `refusalReasonCode`; `name | reason`. */
const lines = [
  'UNKNOWN | Unknown',
  'APPROVED | Approved',
  'DECLINED | Refused',
  'REFERRAL | Referral',
  'ERROR | Acquirer Error',
  'BLOCK_CARD | Blocked Card',
  'CARD_EXPIRED | Expired Card',
  'INVALID_AMOUNT | Invalid Amount',
  'INVALID_CARD_NUMBER | Invalid Card Number',
  'ISSUER_UNAVAILABLE | Issuer Unavailable',
  'NOT_SUPPORTED | Not supported',
  'NOT_3D_AUTHENTICATED | 3D Not Authenticated',
  'NOT_ENOUGH_BALANCE | Not enough balance',
  'PENDING | Pending',
  'ACQUIRER_FRAUD | Acquirer Fraud',
  'CANCELLED | Cancelled',
  'SHOPPER_CANCELLED | Shopper Cancelled',
  'INVALID_PIN | Invalid Pin',
  'PIN_TRIES_EXCEEDED | Pin tries exceeded',
  'PIN_VALIDATION_NOT_POSSIBLE | Pin validation not possible',
  'FRAUD | FRAUD',
  'NOT_SUBMITTED | Not Submitted',
  'FRAUD_CANCELLED | FRAUD-CANCELLED',
  'TRANSACTION_NOT_PERMITTED | Transaction Not Permitted',
  'CVC_DECLINED | CVC Declined',
  'RESTRICTED_CARD | Restricted Card',
  'REVOCATION_OF_AUTH | Revocation Of Auth',
  'DECLINED_NON_GENERIC | Declined Non Generic',
  'WITHDRAWAL_AMOUNT_EXCEEDED | Withdrawal amount exceeded',
  'WITHDRAWAL_COUNT_EXCEEDED | Withdrawal count exceeded',
  'PARTIALLY_APPROVED | Partially Approved',
  'ISSUER_SUSPECTED_FRAUD | Issuer Suspected Fraud',
  'AVS_DECLINED | AVS Declined',
  'PIN_REQUIRED | Card requires online pin',
  'NO_CHECKING_ACCOUNT | No checking account available on Card',
  'NO_SAVINGS_ACCOUNT | No savings account available on Card',
  'MOBILE_PIN_REQUIRED | Mobile pin required',
  'CONTACTLESS_FALLBACK | Contactless fallback',
  'AUTHENTICATION_REQUIRED | Authentication required',
  'RREQ_NOT_RECEIVED | RReq not received from DS',
  'BAN_CURRENT_AID | Current AID is in penalty box',
  'CVM_REQUIRED | CVM Required Restart Payment',
  'THREED_SECURE_ERROR | 3DS Authentication Error',
  'ONLINE_PIN_REQUIRED | Online PIN required',
  'TRY_ANOTHER_INTERFACE | Try another interface',
  'CHIP_DOWNGRADE_MODE | Chip downgrade mode',
  'ERPS_BLOCK | Transaction blocked by Adyen to prevent excessive retry fees',
]

/** Every other code ends in `Refused`. */
const results: Readonly<Record<string, Outcome['resultCode']>> = {
  UNKNOWN: 'Error',
  APPROVED: 'Authorised',
  ERROR: 'Error',
  PENDING: 'Received',
  FRAUD_CANCELLED: 'Cancelled',
  PARTIALLY_APPROVED: 'Authorised',
}

const outcomes: readonly Outcome[] = lines.map((line, code) => {
  const [name = '', reason = ''] = line.split(' | ')
  return { code, name, resultCode: results[name] ?? 'Refused', reason }
})

const byWord = new Map(
  outcomes.flatMap(outcome => [
    [outcome.name, outcome],
    [String(outcome.code), outcome],
  ]),
)

/** The outcome of this number or name; undefined for any other word (a real holder's name, say). */
export function findOutcome(word: string | number): Outcome | undefined {
  return byWord.get(String(word).trim().toUpperCase())
}

/** @throws Error for a word that is no outcome: a mistake in this package */
export function outcomeNamed(name: string): Outcome {
  const outcome = byWord.get(name)
  if (!outcome) throw new Error(`${name} is not in the table of outcomes`)
  return outcome
}
