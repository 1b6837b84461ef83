/** A partner of one operator: a driver's app, a fleet or a roaming provider. */

import { InstantColumn } from '@wattline/database'
import type { Instant } from '@wattline/units'
import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm'

import type { PartnerKind } from '../facts/token-type.js'

@Entity('partner')
@Index('partner_operator', ['operatorId'])
@Check('partner_kind', `kind in ('APP', 'FLEET', 'ROAMING')`)
export class Partner {
  @PrimaryColumn('uuid') id!: string
  @Column('uuid', { name: 'operator_id' }) operatorId!: string
  @Column('text') name!: string
  @Column('text', { default: 'APP' }) kind!: PartnerKind
  /** Where notices go, signed with `noticeSecret`; null keeps them to be asked for. */
  @Column('text', { name: 'notice_url', nullable: true }) noticeUrl!: string | null
  @Column('text', { name: 'notice_secret', nullable: true }) noticeSecret!: string | null
  @InstantColumn({ name: 'created_at' }) createdAt!: Instant
}
