/** Sets up operators and their partners: for code that runs beside the database. */

import { inScope } from '@wattline/database'
import { isCurrency, isTimeZone } from '@wattline/units'
import type { EntityManager } from 'typeorm'

import type { Core } from '../core.js'
import type { PartnerKind } from '../facts/token-type.js'
import { defaultRefundPolicy, type RefundPolicy } from '../refunds/policy.js'
import { refuseInput } from '../refusal.js'
import { Operator, type SecondPerson } from './operator.entity.js'
import { Partner } from './partner.entity.js'

export interface NewOperator {
  readonly id?: string
  readonly name: string
  /** ISO 3166-1 alpha-2. */
  readonly country: string
  readonly currency: string
  readonly timeZone: string
  readonly merchantAccount: string
  readonly invoicePrefix: string
  readonly refundPolicy?: RefundPolicy
  /** Required, when absent. */
  readonly secondPerson?: SecondPerson
}

/** @throws Refusal `input-invalid` for an unknown currency or zone */
export async function addOperator(core: Core, input: NewOperator): Promise<string> {
  if (!isCurrency(input.currency))
    refuseInput([{ path: 'currency', message: `${input.currency} is not billed in` }])
  if (!isTimeZone(input.timeZone))
    refuseInput([{ path: 'timeZone', message: `${input.timeZone} is no IANA zone` }])
  const id = input.id ?? core.newId()
  await inScope(core.db, [id], tx =>
    tx.insert(Operator, {
      id,
      name: input.name,
      country: input.country,
      currency: input.currency,
      timeZone: input.timeZone,
      merchantAccount: input.merchantAccount,
      invoicePrefix: input.invoicePrefix,
      refundPolicy: input.refundPolicy ?? defaultRefundPolicy(input.currency),
      secondPerson: input.secondPerson ?? 'required',
      createdAt: core.clock.now(),
    }),
  )
  return id
}

export interface NewPartner {
  readonly operatorId: string
  readonly name: string
  /** An app unless said otherwise. */
  readonly kind?: PartnerKind
  readonly noticeUrl?: string | null
  readonly noticeSecret?: string | null
}

export async function addPartner(core: Core, input: NewPartner): Promise<string> {
  return inScope(core.db, [input.operatorId], tx => addPartnerIn(core, tx, input))
}

/** Inside a transaction that is open. */
export async function addPartnerIn(
  core: Core,
  tx: EntityManager,
  input: NewPartner,
): Promise<string> {
  const id = core.newId()
  await tx.insert(Partner, {
    id,
    operatorId: input.operatorId,
    name: input.name,
    kind: input.kind ?? 'APP',
    noticeUrl: input.noticeUrl ?? null,
    noticeSecret: input.noticeSecret ?? null,
    createdAt: core.clock.now(),
  })
  return id
}
