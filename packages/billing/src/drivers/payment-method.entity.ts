/** A driver's stored means of payment: the provider's token, never a card number. */

import { InstantColumn } from '@wattline/database'
import type { Instant } from '@wattline/units'
import { Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm'

@Entity('payment_method')
@Unique('payment_method_token', ['operatorId', 'storedPaymentMethodId'])
@Index('payment_method_driver', ['driverId'])
export class PaymentMethod {
  @PrimaryColumn('uuid') id!: string
  @Column('uuid', { name: 'operator_id' }) operatorId!: string
  @Column('uuid', { name: 'driver_id' }) driverId!: string
  @Column('text', { name: 'shopper_reference' }) shopperReference!: string
  @Column('text', { name: 'stored_payment_method_id' }) storedPaymentMethodId!: string
  @Column('text', { nullable: true }) brand!: string | null
  @InstantColumn({ name: 'created_at' }) createdAt!: Instant
  @InstantColumn({ name: 'disabled_at', nullable: true }) disabledAt!: Instant | null
}
