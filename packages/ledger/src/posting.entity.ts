/**
 * One movement as it stands in the book: a positive amount from a debit account to a credit
 * account.
 */

import { BigintColumn, CurrencyColumn } from '@wattline/database'
import { Check, Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm'

@Entity('posting')
@Unique('posting_position', ['entryId', 'position'])
@Index('posting_debit_account', ['debitAccountId'])
@Index('posting_credit_account', ['creditAccountId'])
@Check('posting_amount', `amount_minor > 0`)
@Check('posting_two_accounts', `debit_account_id <> credit_account_id`)
export class BookedPosting {
  @PrimaryColumn('uuid', { default: () => 'gen_random_uuid()' }) id!: string
  @Column('uuid', { name: 'operator_id' }) operatorId!: string
  @Column('uuid', { name: 'entry_id' }) entryId!: string
  @Column('integer') position!: number
  @Column('uuid', { name: 'debit_account_id' }) debitAccountId!: string
  @Column('uuid', { name: 'credit_account_id' }) creditAccountId!: string
  @BigintColumn({ name: 'amount_minor' }) amountMinor!: bigint
  @CurrencyColumn() currency!: string
}
