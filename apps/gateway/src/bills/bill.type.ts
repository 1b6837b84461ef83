/** A bill that is not an invoice (yet): what a quote expects, and what a session costs so far. */

import type { StoredBill } from '@wattline/billing'
import { Field, ObjectType, registerEnumType } from 'type-graphql'

import { JsonScalar } from '../values/json.js'
import { MoneyType, showMoney } from '../values/money.type.js'
import { BillLineType, TaxTotalType } from './line.type.js'
import { showLine, showTax } from './show-bill.js'

const PluginOutcomeEnum = { APPLIED: 'APPLIED', NO_LINES: 'NO_LINES', FAILED: 'FAILED' } as const
registerEnumType(PluginOutcomeEnum, {
  name: 'PluginOutcome',
  description: 'What came of a tariff plugin for one bill.',
  valuesConfig: {
    APPLIED: { description: 'Its lines stand on the bill.' },
    NO_LINES: { description: 'It had nothing to add.' },
    FAILED: { description: 'It failed; the bill stands without it and is reviewed.' },
  },
})

@ObjectType('PluginUse', {
  description: 'One plugin of the price list, and what came of it.',
  simpleResolvers: true,
})
export class PluginUseType {
  @Field(() => String, { description: 'The plugin’s id.' })
  readonly id!: string

  @Field(() => String, { description: 'Its version.' })
  readonly version!: string

  @Field(() => String, { description: 'SHA-256 of its code and manifest, in hex.' })
  readonly hash!: string

  @Field(() => PluginOutcomeEnum, { description: 'What came of it.' })
  readonly outcome!: 'APPLIED' | 'NO_LINES' | 'FAILED'

  @Field(() => JsonScalar, {
    nullable: true,
    description:
      'What it was told beside the session: `{ facts, series }` by the names its manifest gives ' +
      'them, amounts in minor units × 10 000. Null where it reads nothing.',
  })
  readonly told?: unknown
}

@ObjectType('Bill', {
  description: 'What something comes to, line by line. The lines sum to it; net + vat = gross.',
  simpleResolvers: true,
})
export class BillType {
  @Field(() => MoneyType, { description: 'The total with VAT.' })
  readonly gross!: MoneyType

  @Field(() => MoneyType, { description: 'The total before VAT.' })
  readonly net!: MoneyType

  @Field(() => MoneyType, { description: 'The VAT.' })
  readonly vat!: MoneyType

  @Field(() => [BillLineType], { description: 'The lines, in order.' })
  readonly lines!: readonly BillLineType[]

  @Field(() => [TaxTotalType], { description: 'VAT, once for each rate.' })
  readonly taxes!: readonly TaxTotalType[]

  @Field(() => [PluginUseType], { description: 'The plugins of the price list, in order.' })
  readonly plugins!: readonly PluginUseType[]

  @Field(() => [String], { description: 'What could not be priced as it stands, in words.' })
  readonly warnings!: readonly string[]

  @Field(() => Boolean, {
    description:
      'False while the session runs or waits for its invoice: the price may still change.',
  })
  readonly isFinal!: boolean
}

export function showBill(bill: StoredBill, { isFinal }: { readonly isFinal: boolean }): BillType {
  const { currency } = bill
  return {
    gross: showMoney(BigInt(bill.grossMinor), currency),
    net: showMoney(BigInt(bill.netMinor), currency),
    vat: showMoney(BigInt(bill.vatMinor), currency),
    lines: bill.lines.map(line => showLine(line, currency)),
    taxes: bill.taxes.map(tax => showTax(tax, currency)),
    plugins: bill.plugins,
    warnings: bill.warnings,
    isFinal,
  }
}
