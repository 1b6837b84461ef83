/** Which sessions an invoice covers; a session stands on one invoice only. */

import { Column, Entity, Index, PrimaryColumn } from 'typeorm'

@Entity('invoice_session')
@Index('invoice_session_invoice', ['invoiceId'])
export class InvoiceSession {
  @PrimaryColumn('uuid', { name: 'session_id' }) sessionId!: string
  @Column('uuid', { name: 'operator_id' }) operatorId!: string
  @Column('uuid', { name: 'invoice_id' }) invoiceId!: string
}
