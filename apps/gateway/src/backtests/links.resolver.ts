/** Leads from a case of a comparison to its session and to the invoice with the lines billed. */

import type { InvoiceWithLines, Session } from '@wattline/billing'
import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql'

import { type GatewayContext, loadersOf } from '../engine/context.js'
import { InvoiceType } from '../invoices/invoice.type.js'
import { SessionType } from '../sessions/session.type.js'
import { found } from '../values/known-id.js'
import { PriceCaseType } from './comparison.type.js'
import { ShadowDifferenceType } from './shadow.type.js'

interface Linked {
  readonly sessionId: string
  readonly invoiceId: string
}

@Resolver(() => PriceCaseType)
export class PriceCaseResolver {
  @FieldResolver(() => SessionType, { description: 'The session.' })
  session(@Root() linked: PriceCaseType, @Ctx() context: GatewayContext): Promise<Session> {
    return sessionOf(linked, context)
  }

  @FieldResolver(() => InvoiceType, {
    description: 'The invoice, with the lines that were billed.',
  })
  invoice(@Root() linked: PriceCaseType, @Ctx() context: GatewayContext) {
    return invoiceOf(linked, context)
  }
}

@Resolver(() => ShadowDifferenceType)
export class ShadowLinksResolver {
  @FieldResolver(() => SessionType, { description: 'The session.' })
  session(@Root() linked: ShadowDifferenceType, @Ctx() context: GatewayContext): Promise<Session> {
    return sessionOf(linked, context)
  }

  @FieldResolver(() => InvoiceType, {
    description: 'The invoice, with the lines that were billed.',
  })
  invoice(@Root() linked: ShadowDifferenceType, @Ctx() context: GatewayContext) {
    return invoiceOf(linked, context)
  }
}

async function sessionOf({ sessionId }: Linked, context: GatewayContext): Promise<Session> {
  return found('session', sessionId, await loadersOf(context).session.load(sessionId))
}

async function invoiceOf(
  { invoiceId }: Linked,
  context: GatewayContext,
): Promise<InvoiceWithLines> {
  return found('invoice', invoiceId, await loadersOf(context).invoice.load(invoiceId))
}
