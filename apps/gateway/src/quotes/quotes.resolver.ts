/** Quotes: asked for before a session, read again afterwards. */

import { type Connector, quote as makeQuote, pricePerKwh, Quote } from '@wattline/billing'
import type { Decimal } from '@wattline/units'
import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql'

import { BillType, showBill } from '../bills/bill.type.js'
import { authorityOf, type GatewayContext, loadersOf } from '../engine/context.js'
import { ConnectorType } from '../sites/location.type.js'
import { DecimalScalar } from '../values/decimal.js'
import { readKwh, showKwh } from '../values/energy.js'
import { found, knownId, knownIdIfAny } from '../values/known-id.js'
import { MoneyType, showMoney } from '../values/money.type.js'
import { PriceDisplayType } from './prices.type.js'
import { QuotePromiseType, showPromise } from './promise.type.js'
import { QuoteInput, QuotePayload, QuoteType } from './quote.type.js'

@Resolver(() => QuoteType)
export class QuotesResolver {
  @Query(() => QuoteType, { nullable: true, description: 'One quote by its id.' })
  async quote(
    @Arg('id', () => ID, { description: 'The quote’s id.' }) id: string,
    @Ctx() context: GatewayContext,
  ): Promise<Quote> {
    return found('quote', id, await loadersOf(context).quote.load(knownId('quote', id)))
  }

  @Mutation(() => QuotePayload, {
    name: 'quote',
    description: 'Prices an expected session and freezes the prices it was reckoned with.',
  })
  async makeQuote(
    @Arg('input', () => QuoteInput, { description: 'The expected session.' }) input: QuoteInput,
    @Ctx() context: GatewayContext,
  ): Promise<QuotePayload> {
    const { quoteId } = await makeQuote(context.services.core, authorityOf(context), {
      connectorId: knownId('connector', input.connectorId),
      driverId: knownIdIfAny('driver', input.driverId) ?? null,
      tokenType: input.tokenType ?? null,
      couponCode: input.couponCode ?? null,
      partnerPays: input.partnerPays ?? false,
      startAt: input.startAt,
      minutes: input.minutes,
      energyWh: readKwh(input.energyKwh, 'energyKwh'),
      reservedMinutes: input.reservedMinutes ?? null,
      parkedMinutes: input.parkedMinutes ?? null,
      idempotencyKey: input.idempotencyKey,
    })
    return { quote: found('quote', quoteId, await loadersOf(context).quote.load(quoteId)) }
  }

  @FieldResolver(() => ConnectorType, { description: 'Where to charge.' })
  async connector(
    @Root() { connectorId }: Quote,
    @Ctx() context: GatewayContext,
  ): Promise<Connector> {
    return found('connector', connectorId, await loadersOf(context).connector.load(connectorId))
  }

  @FieldResolver(() => ID, { nullable: true, description: 'Who it was made for.' })
  driverId(@Root() quote: Quote): string | null {
    return quote.driverId
  }

  @FieldResolver(() => Int, {
    description: 'How long the session is expected to take, its reservation included, in minutes.',
  })
  minutes(@Root() quote: Quote): number {
    return quote.expectedSeconds / 60
  }

  @FieldResolver(() => Int, {
    description: 'Of the minutes, how many at the beginning the connector is only kept.',
  })
  reservedMinutes(@Root() quote: Quote): number {
    return quote.expectedReservedSeconds / 60
  }

  @FieldResolver(() => Int, {
    description: 'Of the minutes, how many the vehicle is expected to stay without charging.',
  })
  parkedMinutes(@Root() quote: Quote): number {
    return quote.expectedParkedSeconds / 60
  }

  @FieldResolver(() => DecimalScalar, { description: 'How much energy is expected.' })
  energyKwh(@Root() quote: Quote): Decimal {
    return showKwh(quote.expectedEnergyWh)
  }

  @FieldResolver(() => BillType, { description: 'What the expected session comes to.' })
  bill(@Root() quote: Quote): BillType {
    return showBill(quote.bill, { isFinal: false })
  }

  @FieldResolver(() => PriceDisplayType, {
    description: 'The prices to show before the session, in the order of the law.',
  })
  prices(@Root() quote: Quote): PriceDisplayType {
    return quote.prices
  }

  @FieldResolver(() => DecimalScalar, {
    nullable: true,
    description:
      'What a kWh comes to with everything counted in, VAT included: the total over the expected ' +
      'energy, in major units to four decimals. Null where no energy is expected.',
  })
  pricePerKwh(@Root() quote: Quote): string | null {
    return pricePerKwh(quote)
  }

  @FieldResolver(() => QuotePromiseType, { description: 'The promise, signed.' })
  promise(@Root() quote: Quote): QuotePromiseType {
    return showPromise(quote.promise)
  }

  @FieldResolver(() => MoneyType, {
    nullable: true,
    description:
      'The most the session can cost, VAT included, whatever it uses; null where no cap is ' +
      'offered.',
  })
  cap(@Root() { capMinor, currency }: Quote): MoneyType | null {
    return capMinor === null ? null : showMoney(capMinor, currency)
  }

  @FieldResolver(() => MoneyType, {
    description:
      'What will be reserved on the card when the session starts; not a price. A fifth more than ' +
      'expected in whole units of the currency, at least what the operator’s price list asks for ' +
      '(or ten units), and never more than `cap`.',
  })
  hold(@Root() quote: Quote): MoneyType {
    return showMoney(quote.holdMinor, quote.currency)
  }
}
