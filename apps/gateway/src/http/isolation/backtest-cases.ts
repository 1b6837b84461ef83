/** Back-tests and shadows, each naming another operator's. */

import { list, type Mutations, type Queries } from './asked.js'

export const backtestQueries: Queries = {
  backtest: of => ({ field: 'backtest(id: $id) { id priceList { id } }', id: of.backtestId }),
  backtests: () => ({ field: list('backtests') }),
  shadowReport: of => ({
    field: 'shadowReport(assignmentId: $id) { assignmentId result { sessions } }',
    id: of.shadowId,
  }),
  shadowDifferences: of => ({
    field: 'shadowDifferences(assignmentId: $id, first: 10) { edges { node { id sessionId } } }',
    id: of.shadowId,
  }),
}

export const backtestMutations: Mutations = {
  startBacktest: of => ({
    input: {
      draft: { priceListId: of.priceListId },
      from: '2026-01-01T00:00:00Z',
      until: '2026-02-01T00:00:00Z',
    },
    select: '{ backtest { id } }',
  }),
  cancelBacktest: of => ({ input: { backtestId: of.backtestId }, select: '{ backtest { id } }' }),
}
