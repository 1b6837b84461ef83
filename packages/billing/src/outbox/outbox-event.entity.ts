/** A job to be done, committed with the write that caused it; the relay hands it to the queue. */

import { InstantColumn } from '@wattline/database'
import type { Instant } from '@wattline/units'
import { Check, Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm'

/** Each topic is a queue; its subject is what the job is about. */
export const topics = [
  'hold',
  'invoice',
  'collect',
  'capture',
  'cancel',
  'claim',
  'refund',
  'notice',
  'publication',
  'backtest',
  'mending',
] as const
export type Topic = (typeof topics)[number]

@Entity('outbox')
@Index('outbox_waiting', ['id'], { where: 'relayed_at is null' })
@Index('outbox_relayed', ['relayedAt'], { where: 'relayed_at is not null' })
@Check(
  'outbox_topic',
  `topic in ('hold', 'invoice', 'collect', 'capture', 'cancel', 'claim', 'refund', 'notice',
   'publication', 'backtest', 'mending')`,
)
export class OutboxEvent {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' }) id!: string
  @Column('uuid', { name: 'operator_id' }) operatorId!: string
  @Column('text') topic!: Topic
  @Column('uuid', { name: 'subject_id' }) subjectId!: string
  /** The queue drops a second job with the same id. */
  @Column('text', { name: 'job_id' }) jobId!: string
  @InstantColumn({ name: 'created_at', default: () => 'now()' }) createdAt!: Instant
  @InstantColumn({ name: 'relayed_at', nullable: true }) relayedAt!: Instant | null
}
