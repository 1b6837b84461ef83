/** What is wrong with an address for notices and its secret, which go together. */

import { type AddressRules, type InputFault, noticeAddressFault } from '@wattline/billing'

export interface NoticeAddress {
  readonly noticeUrl?: string | null
  readonly noticeSecret?: string | null
}

export function noticeFaults(
  { noticeUrl, noticeSecret }: NoticeAddress,
  rules: AddressRules,
): InputFault[] {
  const faults: InputFault[] = []
  const addressFault = noticeUrl && noticeAddressFault(noticeUrl, rules)
  if (addressFault) faults.push({ path: 'noticeUrl', message: addressFault })
  if (Boolean(noticeUrl) !== Boolean(noticeSecret)) {
    faults.push({ path: 'noticeSecret', message: 'Goes with noticeUrl: give both or neither' })
  }
  return faults
}
