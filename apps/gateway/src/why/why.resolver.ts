/** "Why was I charged this?" and "what if?", in one query each. */

import { type Charge, whatIf, whyCharged } from '@wattline/billing'
import { decimal } from '@wattline/units'
import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql'

import { showBill } from '../bills/bill.type.js'
import { authorityOf, type GatewayContext } from '../engine/context.js'
import { showEntry } from '../ledger/journal-entry.type.js'
import { costOfPricing } from '../sessions/sessions.resolver.js'
import { knownId } from '../values/known-id.js'
import { showMoney } from '../values/money.type.js'
import { ChargeType } from './charge.type.js'
import { OtherwiseType, WhatIfInput } from './what-if.type.js'

const kwhPerWh = decimal('0.001')

@Resolver()
export class WhyResolver {
  @Query(() => ChargeType, {
    nullable: true,
    complexity: costOfPricing,
    description: 'Why a session was charged what it was, from its meter readings to the book.',
  })
  async whyWasICharged(
    @Arg('sessionId', () => ID, { description: 'The session’s id.' }) sessionId: string,
    @Ctx() context: GatewayContext,
  ) {
    const { core } = context.services
    const id = knownId('session', sessionId)
    return showCharge(await whyCharged(core, authorityOf(context).scope, id))
  }

  @Query(() => OtherwiseType, {
    nullable: true,
    complexity: 2 * costOfPricing,
    description:
      'What a session would have cost without one line of its bill, or at another time, by its ' +
      'own price list.',
  })
  async whatIf(
    @Arg('sessionId', () => ID, { description: 'The session’s id.' }) sessionId: string,
    @Arg('input', () => WhatIfInput, { description: 'What is to be otherwise.' })
    input: WhatIfInput,
    @Ctx() context: GatewayContext,
  ): Promise<OtherwiseType> {
    const asked = { ...input, sessionId: knownId('session', sessionId) }
    const { scope } = authorityOf(context)
    const { actual, otherwise } = await whatIf(context.services.core, scope, asked)
    const difference = BigInt(otherwise.grossMinor) - BigInt(actual.grossMinor)
    return {
      actual: showBill(actual, { isFinal: false }),
      otherwise: showBill(otherwise, { isFinal: false }),
      difference: showMoney(difference, actual.currency),
    }
  }
}

function showCharge(charge: Charge) {
  const { session, energy, invoice, now, parkedBy, changes, entries } = charge
  return {
    session,
    metered: {
      energyKwh: decimal(energy.totalWh.toString()).times(kwhPerWh),
      source: energy.source,
      from: energy.samples[0]?.at ?? null,
      to: energy.samples.at(-1)?.at ?? null,
    },
    invoice: invoice ?? null,
    now: now ? showBill(now, { isFinal: session.state === 'billed' }) : null,
    unpriced: parkedBy ? `${parkedBy.id} ${parkedBy.version}: ${parkedBy.cause}` : null,
    isSame: invoice ? changes.length === 0 : null,
    changes,
    entries: entries.map(showEntry),
  }
}
