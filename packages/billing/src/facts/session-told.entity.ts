/** What the plugins of a session's price list were told, resolved once: the same for ever. */

import { InstantColumn } from '@wattline/database'
import type { Instant } from '@wattline/units'
import { Column, Entity, PrimaryColumn } from 'typeorm'

import type { Answers } from './questions.js'

@Entity('session_told')
export class SessionTold {
  @PrimaryColumn('uuid', { name: 'session_id' }) sessionId!: string
  @Column('uuid', { name: 'operator_id' }) operatorId!: string
  @Column('jsonb') answers!: Answers
  @InstantColumn({ name: 'told_at' }) toldAt!: Instant
}
