/** The whole answer to "why was I charged this?". */

import type { Decimal } from '@wattline/units'
import { Field, ObjectType } from 'type-graphql'

import { BillType } from '../bills/bill.type.js'
import { InvoiceType } from '../invoices/invoice.type.js'
import { JournalEntryType } from '../ledger/journal-entry.type.js'
import { SessionType } from '../sessions/session.type.js'
import { DecimalScalar } from '../values/decimal.js'
import { InstantScalar } from '../values/instant.js'

@ObjectType('MeteredEnergy', {
  description: 'The energy that a session’s readings prove.',
  simpleResolvers: true,
})
export class MeteredEnergyType {
  @Field(() => DecimalScalar, { description: 'kWh delivered.' })
  readonly energyKwh!: Decimal

  @Field(() => String, {
    description: 'Which readings prove it: `begin-end`, `begin-periodic`, `periodic`, `import`, …',
  })
  readonly source!: string

  @Field(() => InstantScalar, { nullable: true, description: 'The first reading counted.' })
  readonly from!: string | null

  @Field(() => InstantScalar, { nullable: true, description: 'The last reading counted.' })
  readonly to!: string | null
}

@ObjectType('ChargeChange', {
  description: 'One place in which the bill, rated afresh, differs from what was billed.',
  simpleResolvers: true,
})
export class ChargeChangeType {
  @Field(() => String, { description: 'Such as `inputs.readings` or `bill.lines[0].quantity`.' })
  readonly path!: string

  @Field(() => String, { nullable: true, description: 'When it was billed.' })
  readonly billed!: string | null

  @Field(() => String, { nullable: true, description: 'Now.' })
  readonly now!: string | null
}

@ObjectType('Charge', {
  description:
    'Why a session was charged what it was: from its readings to the book, as known when it was ' +
    'billed and as known now.',
  simpleResolvers: true,
})
export class ChargeType {
  @Field(() => SessionType, {
    description: 'The session, with its readings, its quote and its payments.',
  })
  readonly session!: SessionType

  @Field(() => MeteredEnergyType, { description: 'What its readings prove.' })
  readonly metered!: MeteredEnergyType

  @Field(() => InvoiceType, {
    nullable: true,
    description: 'As billed: lines with their explanations, and the proof. Null until it is.',
  })
  readonly invoice!: InvoiceType | null

  @Field(() => BillType, {
    nullable: true,
    description: 'As known now: rated afresh from what is stored. Null where `unpriced` says why.',
  })
  readonly now!: BillType | null

  @Field(() => String, {
    nullable: true,
    description: 'The plugin without which there is no price now, and what became of it.',
  })
  readonly unpriced!: string | null

  @Field(() => Boolean, {
    nullable: true,
    description:
      'Whether rating afresh gives the invoice to the last byte. Null until it is billed.',
  })
  readonly isSame!: boolean | null

  @Field(() => [ChargeChangeType], {
    description: 'How now differs from what was billed, what it was made from first.',
  })
  readonly changes!: readonly ChargeChangeType[]

  @Field(() => [JournalEntryType], {
    description: 'All that the book holds of it: invoice, capture, credit notes, refunds.',
  })
  readonly entries!: readonly JournalEntryType[]
}
