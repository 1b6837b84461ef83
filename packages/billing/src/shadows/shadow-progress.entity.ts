/** Up to which invoice an operator's sessions were priced beside their bills. */

import { InstantColumn } from '@wattline/database'
import type { Instant } from '@wattline/units'
import { Column, Entity, PrimaryColumn } from 'typeorm'

@Entity('shadow_progress')
export class ShadowProgress {
  @PrimaryColumn('uuid', { name: 'operator_id' }) operatorId!: string
  @InstantColumn({ name: 'issued_at' }) issuedAt!: Instant
  @Column('uuid', { name: 'invoice_id' }) invoiceId!: string
}
