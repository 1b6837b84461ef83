/** Something a partner, a driver or the operator is told; kept when there is nowhere to send it. */

import { InstantColumn } from '@wattline/database'
import type { Instant } from '@wattline/units'
import { Check, Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm'

export const noticeKinds = [
  'receipt',
  'refund-decided',
  'refund-accepted',
  'refund-reopened',
  'payment-trouble',
  'plugin-failed',
  'plugin-suspended',
] as const
export type NoticeKind = (typeof noticeKinds)[number]

/** Those that are for the operator, about its own plugins. */
export const operatorNoticeKinds = ['plugin-failed', 'plugin-suspended'] as const
export type OperatorNoticeKind = (typeof operatorNoticeKinds)[number]

@Entity('notice')
@Unique('notice_once', ['kind', 'subjectId'])
@Index('notice_listed', { synchronize: false })
@Check(
  'notice_kind',
  `kind in ('receipt', 'refund-decided', 'refund-accepted', 'refund-reopened', 'payment-trouble',
            'plugin-failed', 'plugin-suspended')`,
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
