/** How a session was authorised, and who owes a partner's bill: in the words of OCPI. */

/** OCPI 2.3.0 mod_tokens, `TokenType`. */
export const tokenTypes = ['RFID', 'APP_USER', 'AD_HOC_USER', 'OTHER'] as const
export type TokenType = (typeof tokenTypes)[number]

/**
 * An app's drivers pay themselves, or it pays in their stead; a fleet or a roaming provider owes.
 */
export const partnerKinds = ['APP', 'FLEET', 'ROAMING'] as const
export type PartnerKind = (typeof partnerKinds)[number]
