/** What plugins are told, aimed at another operator's drivers, coupons and series. */

import { later, list, type Mutations, type Queries } from './asked.js'

export const factQueries: Queries = {
  memberships: of => ({
    field: list('memberships', ', driverId: $id'),
    id: of.world.driverId,
  }),
  coupons: () => ({ field: list('coupons', ', code: "welcome"') }),
  priceSeries: () => ({ field: list('priceSeries') }),
}

export const factMutations: Mutations = {
  putMembership: of => ({
    input: { driverId: of.world.driverId, tier: 'ours', from: '2026-01-01T00:00:00Z' },
    select: '{ membership { id } }',
  }),
  endMembership: of => ({
    input: { driverId: of.world.driverId, at: later },
    select: '{ membership { id } }',
  }),
  createCoupons: of => ({
    input: {
      operatorId: of.world.operatorId,
      campaign: 'Ours',
      codes: ['OURS'],
      validFrom: later,
    },
    select: '{ coupons { id } }',
  }),
  putPriceSeries: of => ({
    input: {
      operatorId: of.world.operatorId,
      name: 'ours',
      points: [{ from: later, perKwh: '0.1' }],
    },
    select: '{ priceSeries { id } }',
  }),
}
