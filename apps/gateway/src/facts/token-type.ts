/** The closed lists of facts as GraphQL enums. */

import { registerEnumType } from 'type-graphql'

export const TokenTypeEnum = {
  RFID: 'RFID',
  APP_USER: 'APP_USER',
  AD_HOC_USER: 'AD_HOC_USER',
  OTHER: 'OTHER',
} as const
registerEnumType(TokenTypeEnum, {
  name: 'TokenType',
  description: 'How a driver is authorised at the charger: OCPI’s `TokenType`.',
  valuesConfig: {
    RFID: { description: 'With a card or a tag.' },
    APP_USER: { description: 'Through an app, as one of its users.' },
    AD_HOC_USER: { description: 'Without an account: paid on the spot.' },
    OTHER: { description: 'In another way.' },
  },
})

export const PartnerKindEnum = { APP: 'APP', FLEET: 'FLEET', ROAMING: 'ROAMING' } as const
registerEnumType(PartnerKindEnum, {
  name: 'PartnerKind',
  description: 'What a partner is to the operator: plugins may read it.',
  valuesConfig: {
    APP: { description: 'A driver’s app: its drivers pay, or it pays in their stead.' },
    FLEET: { description: 'A fleet: it owes its drivers’ bills.' },
    ROAMING: { description: 'A roaming provider: it owes the bills of its customers.' },
  },
})
