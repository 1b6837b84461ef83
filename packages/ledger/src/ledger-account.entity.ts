/** A place money can be, in one currency, in one operator's book. */

import { CurrencyColumn } from '@wattline/database'
import { Column, Entity, PrimaryColumn, Unique } from 'typeorm'

@Entity('ledger_account')
@Unique('ledger_account_code', ['operatorId', 'code', 'currency'])
@Unique('ledger_account_currency', ['id', 'operatorId', 'currency'])
export class LedgerAccount {
  @PrimaryColumn('uuid', { default: () => 'gen_random_uuid()' }) id!: string
  @Column('uuid', { name: 'operator_id' }) operatorId!: string
  @Column('text') code!: string
  @CurrencyColumn() currency!: string
}
