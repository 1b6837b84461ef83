/** Something a partner or a driver is told; kept when there is nowhere to send it. */

import { InstantColumn } from '@wattline/database'
import type { Instant } from '@wattline/units'
import { Check, Column, Entity, PrimaryColumn, Unique } from 'typeorm'

export const noticeKinds = [
  'receipt',
  'refund-decided',
  'refund-accepted',
  'refund-reopened',
  'payment-trouble',
] as const
export type NoticeKind = (typeof noticeKinds)[number]

@Entity('notice')
@Unique('notice_once', ['kind', 'subjectId'])
@Check(
  'notice_kind',
  `kind in ('receipt', 'refund-decided', 'refund-accepted', 'refund-reopened', 'payment-trouble')`,
)
@Check('notice_state', `state in ('pending', 'sent', 'kept', 'failed')`)
export class Notice {
  @PrimaryColumn('uuid') id!: string
  @Column('uuid', { name: 'operator_id' }) operatorId!: string
  @Column('uuid', { name: 'partner_id', nullable: true }) partnerId!: string | null
  @Column('uuid', { name: 'driver_id', nullable: true }) driverId!: string | null
  @Column('text') kind!: NoticeKind
  @Column('uuid', { name: 'subject_id' }) subjectId!: string
  @Column('jsonb') payload!: Record<string, unknown>
  @Column('text') state!: 'pending' | 'sent' | 'kept' | 'failed'
  @Column('integer', { default: 0 }) attempts!: number
  @InstantColumn({ name: 'created_at' }) createdAt!: Instant
  @InstantColumn({ name: 'sent_at', nullable: true }) sentAt!: Instant | null
}
