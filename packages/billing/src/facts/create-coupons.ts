/** Creates the coupons of a campaign: codes that share their limits, each counted on its own. */

import { brokenConstraint, insertRows } from '@wattline/database'
import { type Instant, isBefore, type Money } from '@wattline/units'
import type { EntityManager } from 'typeorm'

import { type Authority, operatorOf, requireRole } from '../authority.js'
import type { Core } from '../core.js'
import { once } from '../once.js'
import { Operator } from '../operators/operator.entity.js'
import { type InputFault, Refusal, refuseInput } from '../refusal.js'
import { Coupon } from './coupon.entity.js'
import { couponCodeFrom } from './coupon-code.js'

export interface CouponsInput {
  readonly operatorId?: string | null
  readonly campaign: string
  /** Letters, digits and hyphens; case says nothing. */
  readonly codes: readonly string[]
  /** How many sessions may use each; null: any number. */
  readonly usesMax?: number | null
  readonly usesPerDriverMax?: number | null
  /** What all uses of one code may take together; goes with `mostPerUse`. */
  readonly budget?: Money | null
  readonly mostPerUse?: Money | null
  /** For sessions that begin from then on, */
  readonly validFrom: Instant
  /** and before then; null where that is open. */
  readonly validUntil?: Instant | null
  readonly idempotencyKey: string
}

const codesAtMost = 1000
const usesAtMost = 1_000_000_000
/** So that what is left of it is a safe integer in the units plugins count in. */
const mostPerUseAtMostMinor = 900_000_000_000n

/** @throws Refusal `input-invalid`, `coupon-code-taken` */
export async function createCoupons(
  core: Core,
  authority: Authority,
  input: CouponsInput,
): Promise<{ couponIds: string[] }> {
  requireRole(authority, 'operator')
  const operatorId = operatorOf(authority, input.operatorId)
  const codes = checkInput(input)
  const ask = {
    holderId: authority.holderId,
    operatorId,
    key: input.idempotencyKey,
    input: ['createCoupons', input],
  }
  try {
    return await once(core, ask, tx => create(core, tx, { ...input, operatorId, codes }))
  } catch (error) {
    if (brokenConstraint(error) === 'coupon_code') throw new Refusal('coupon-code-taken')
    throw error
  }
}

async function create(
  core: Core,
  tx: EntityManager,
  input: CouponsInput & { readonly operatorId: string },
): Promise<{ couponIds: string[] }> {
  const { operatorId, codes, budget, mostPerUse } = input
  const { currency } = await tx.findOneByOrFail(Operator, { id: operatorId })
  if (budget && budget.currency !== currency)
    refuseInput([{ path: 'budget.currency', message: `The operator bills in ${currency}` }])
  const createdAt = core.clock.now()
  const coupons = codes.map(code => ({
    id: core.newId(),
    operatorId,
    code,
    campaign: input.campaign.trim(),
    currency,
    usesMax: input.usesMax ?? null,
    usesPerDriverMax: input.usesPerDriverMax ?? null,
    budgetMinor: budget?.minor ?? null,
    mostPerUseMinor: mostPerUse?.minor ?? null,
    validFrom: input.validFrom,
    validUntil: input.validUntil ?? null,
    createdAt,
  }))
  await insertRows(tx, Coupon, coupons)
  return { couponIds: coupons.map(({ id }) => id) }
}

/** The codes as they are kept. @throws Refusal `input-invalid` with every fault */
function checkInput(input: CouponsInput): string[] {
  const { campaign, validFrom, validUntil, usesMax, usesPerDriverMax } = input
  const faults: InputFault[] = [...budgetFaults(input)]
  const codes = input.codes.map(couponCodeFrom)
  if (codes.length === 0 || codes.length > codesAtMost)
    faults.push({ path: 'codes', message: `1 to ${codesAtMost} codes` })
  codes.forEach((code, index) => {
    const path = `codes[${index}]`
    if (code === undefined)
      faults.push({ path, message: '1 to 40 letters, digits and hyphens, no hyphen first' })
    else if (codes.indexOf(code) < index) faults.push({ path, message: 'Stands there before' })
  })
  if (campaign.trim() === '' || campaign.trim().length > 100)
    faults.push({ path: 'campaign', message: '1 to 100 characters' })
  for (const [path, limit] of Object.entries({ usesMax, usesPerDriverMax })) {
    if (limit === null || limit === undefined) continue
    if (!Number.isInteger(limit) || limit < 1 || limit > usesAtMost)
      faults.push({ path, message: `A whole number from 1 to ${usesAtMost}` })
  }
  if (validUntil && !isBefore(validFrom, validUntil))
    faults.push({ path: 'validUntil', message: 'Later than validFrom' })
  if (faults.length > 0) refuseInput(faults)
  return codes.flatMap(code => code ?? [])
}

function budgetFaults({ budget, mostPerUse }: CouponsInput): InputFault[] {
  if (!budget && !mostPerUse) return []
  const path = 'mostPerUse'
  if (!budget || !mostPerUse) return [{ path, message: 'Goes with budget: give both or neither' }]
  if (budget.currency !== mostPerUse.currency)
    return [{ path, message: 'In the currency of the budget' }]
  const isWithin = mostPerUse.minor <= budget.minor && mostPerUse.minor <= mostPerUseAtMostMinor
  return isWithin ? [] : [{ path, message: 'At most the budget' }]
}
