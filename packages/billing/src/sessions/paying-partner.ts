/** Says which partner owes a session's bill, where it is not the driver who does. */

import type { Authority } from '../authority.js'
import { refuseInput } from '../refusal.js'

/** @throws Refusal `input-invalid` when the key is no partner's */
export function payingPartner(
  authority: Authority,
  partnerPays: boolean | null | undefined,
): string | null {
  if (!partnerPays) return null
  if (!authority.partnerId) {
    refuseInput([{ path: 'partnerPays', message: 'Only a partner’s key can take the bill' }])
  }
  return authority.partnerId
}
