/** Mutations of sessions, money, sites and prices, each aimed at another operator's. */

import { later, type Mutations } from './asked.js'

export const coreMutations: Mutations = {
  quote: of => ({
    input: {
      connectorId: of.world.connectorId,
      startAt: later,
      minutes: 60,
      energyKwh: '20',
    },
    select: '{ quote { id } }',
  }),
  startSession: of => ({
    input: { connectorId: of.world.connectorId, driverId: of.world.driverId, startedAt: later },
    select: '{ session { id } }',
  }),
  expireReservation: of => ({
    input: {
      connectorId: of.world.connectorId,
      driverId: of.world.driverId,
      reservedFrom: '2026-03-02T09:00:00Z',
      expiredAt: '2026-03-02T09:15:00Z',
    },
    select: '{ session { id } }',
  }),
  recordMeterReadings: of => ({
    input: {
      sessionId: of.activeSessionId,
      readings: [{ measuredAt: later, register: { value: '4', unit: 'KWH' } }],
    },
    select: '{ stored }',
  }),
  stopSession: of => ({
    input: { sessionId: of.activeSessionId, endedAt: later },
    select: '{ session { id } }',
  }),
  releaseSession: of => ({
    input: { sessionId: of.activeSessionId },
    select: '{ session { id } }',
  }),
  decideHeldSession: of => ({
    input: { sessionId: of.billedSessionId, decision: 'DROP', reason: 'ours now' },
    select: '{ session { id } }',
  }),
  retryPayment: of => ({ input: { paymentId: of.paymentId }, select: '{ payment { id } }' }),
  requestRefund: of => ({
    input: { invoiceId: of.invoiceId, cause: 'GOODWILL' },
    select: '{ refund { id } }',
  }),
  decideRefund: of => ({
    input: { refundId: of.refundId, approve: true, note: 'ours now' },
    select: '{ refund { id } }',
  }),
  retryRefund: of => ({ input: { refundId: of.refundId }, select: '{ refund { id } }' }),
  publishTariff: of => ({
    input: { operatorId: of.world.operatorId, document: { id: 'X' } },
    select: '{ tariffVersion { id } }',
  }),
  registerDriver: of => ({
    input: { operatorId: of.world.operatorId, externalId: 'x' },
    select: '{ driver { id } }',
  }),
  addPartner: of => ({
    input: { operatorId: of.world.operatorId, name: 'Ours' },
    select: '{ partner { id } }',
  }),
  addLocation: of => ({
    input: {
      operatorId: of.world.operatorId,
      ocpiId: 'OURS',
      name: 'Ours',
      city: 'Bonn',
      country: 'DE',
      timeZone: 'Europe/Berlin',
    },
    select: '{ location { id } }',
  }),
  addConnector: of => ({
    input: {
      locationId: of.world.locationId,
      evseUid: 'OURS',
      connectorId: '1',
      standard: 'IEC_62196_T2',
      powerType: 'DC',
      maxPowerW: 50_000,
    },
    select: '{ connector { id } }',
  }),
  createApiKey: of => ({
    input: { operatorId: of.world.operatorId, role: 'FINANCE', name: 'Ours' },
    select: '{ apiKey { id } secret }',
  }),
  revokeApiKey: of => ({ input: { keyId: of.keyId }, select: '{ apiKey { id } }' }),
}
