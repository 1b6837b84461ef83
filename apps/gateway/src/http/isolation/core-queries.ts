/** Queries of sessions, money, sites and prices, each naming another operator's. */

import { list, type Queries } from './asked.js'

/** Each query, put so that it names what belongs to `of` wherever it can name anything. */
export const coreQueries: Queries = {
  me: () => ({ field: 'me { keyId operators { id } partner { id } }' }),
  quote: of => ({ field: 'quote(id: $id) { id connector { id } }', id: of.quoteId }),
  session: of => ({ field: 'session(id: $id) { id invoice { id } }', id: of.billedSessionId }),
  sessions: of => ({
    field: list('sessions', ', filter: { driverId: $id }'),
    id: of.world.driverId,
  }),
  invoice: of => ({ field: 'invoice(id: $id) { id lines { label } }', id: of.invoiceId }),
  invoices: of => ({
    field: list('invoices', ', filter: { driverId: $id }'),
    id: of.world.driverId,
  }),
  refund: of => ({ field: 'refund(id: $id) { id invoice { id } }', id: of.refundId }),
  refunds: of => ({ field: list('refunds', ', filter: { driverId: $id }'), id: of.world.driverId }),
  payments: of => ({
    field: list('payments', ', filter: { driverId: $id }'),
    id: of.world.driverId,
  }),
  location: of => ({
    field: 'location(id: $id) { id connectors { id } }',
    id: of.world.locationId,
  }),
  locations: () => ({ field: list('locations') }),
  connector: of => ({
    field: 'connector(id: $id) { id location { id } }',
    id: of.world.connectorId,
  }),
  connectors: of => ({ field: list('connectors', ', locationId: $id'), id: of.world.locationId }),
  tariffVersion: of => ({ field: 'tariffVersion(id: $id) { id }', id: of.tariffVersionId }),
  tariffVersions: () => ({ field: list('tariffVersions') }),
  partners: () => ({ field: 'partners { id }' }),
  apiKeys: () => ({ field: 'apiKeys { id operatorId }' }),
  whatIf: of => ({
    field: `whatIf(sessionId: $id, input: { shiftMinutes: 60 }) {
      actual { gross { amount } lines { explanation { tariffId } } } }`,
    id: of.billedSessionId,
  }),
  whyWasICharged: of => ({
    field: 'whyWasICharged(sessionId: $id) { session { id } invoice { id } entries { id } }',
    id: of.billedSessionId,
  }),
  trialBalance: () => ({ field: 'trialBalance { accounts { code } }' }),
}
