/** A partner of one operator: a driver's app, a fleet or a roaming provider. */

import { InstantColumn } from '@wattline/database'
import type { Instant } from '@wattline/units'
import { Column, Entity, Index, PrimaryColumn } from 'typeorm'

@Entity('partner')
@Index('partner_operator', ['operatorId'])
export class Partner {
  @PrimaryColumn('uuid') id!: string
  @Column('uuid', { name: 'operator_id' }) operatorId!: string
  @Column('text') name!: string
  /** Where notices go, signed with `noticeSecret`; null keeps them to be asked for. */
  @Column('text', { name: 'notice_url', nullable: true }) noticeUrl!: string | null
  @Column('text', { name: 'notice_secret', nullable: true }) noticeSecret!: string | null
  @InstantColumn({ name: 'created_at' }) createdAt!: Instant
}
