/** What is asked of another operator’s price lists: where they apply, and who changes that. */

import { later, list, type Mutations, type Queries } from './asked.js'

export const priceListQueries: Queries = {
  priceLists: () => ({ field: list('priceLists') }),
  priceListsAt: of => ({
    field: 'priceListsAt(connectorId: $id) { verdict priceList { id } assignment { id } }',
    id: of.world.connectorId,
  }),
  priceListHistory: () => ({
    field: 'priceListHistory(place: {}) { edges { node { id priceList { id } } } }',
  }),
  connectorGroups: () => ({ field: 'connectorGroups { operatorId memberIds }' }),
  driverGroups: () => ({ field: 'driverGroups { operatorId memberIds }' }),
}

const payload = '{ priceList { id } assignment { id } }'

export const priceListMutations: Mutations = {
  draftPriceList: of => ({
    input: {
      operatorId: of.world.operatorId,
      name: 'Ours',
      tariffVersionId: of.tariffVersionId,
    },
    select: '{ priceList { id } }',
  }),
  assignPriceList: of => ({
    input: {
      operatorId: of.world.operatorId,
      name: 'Ours',
      tariffVersionId: of.tariffVersionId,
      startsAt: later,
    },
    select: payload,
  }),
  activatePriceList: of => ({
    input: {
      priceListId: of.priceListId,
      locationId: of.world.locationId,
      startsAt: '2026-03-02T11:00:00Z',
    },
    select: payload,
  }),
  editPriceList: of => ({
    input: {
      priceListId: of.priceListId,
      edits: [{ pluginVersionId: of.pluginVersionId, params: { ours: 1 } }],
      startsAt: '2026-03-02T12:00:00Z',
    },
    select: payload,
  }),
  approvePriceList: of => ({
    input: { assignmentId: of.assignmentId },
    select: '{ assignment { id } }',
  }),
  withdrawPriceList: of => ({
    input: { assignmentId: of.assignmentId },
    select: '{ assignment { id } }',
  }),
  rollBackPriceList: of => ({
    input: { assignmentId: of.assignmentId },
    select: '{ assignment { id } priceLists { id } }',
  }),
  makeConnectorGroup: of => ({
    input: { operatorId: of.world.operatorId, name: 'Ours' },
    select: '{ group { id } }',
  }),
  makeDriverGroup: of => ({
    input: { operatorId: of.world.operatorId, name: 'Ours' },
    select: '{ group { id } }',
  }),
  changeConnectorGroup: of => ({
    input: { groupId: of.connectorGroupId, remove: [of.world.connectorId], from: later },
    select: '{ group { id } }',
  }),
  changeDriverGroup: of => ({
    input: { groupId: of.driverGroupId, remove: [of.world.driverId], from: later },
    select: '{ group { id } }',
  }),
}
