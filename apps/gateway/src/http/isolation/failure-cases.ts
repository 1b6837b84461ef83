/** Notices and suspended plugins, aimed at another operator's. */

import { list, type Mutations, type Queries } from './asked.js'

export const failureQueries: Queries = {
  notices: () => ({ field: list('notices') }),
  pluginSuspensions: () => ({ field: list('pluginSuspensions') }),
}

export const failureMutations: Mutations = {
  setOperatorNotices: of => ({
    input: {
      operatorId: of.world.operatorId,
      noticeUrl: 'https://ours.example/notices',
      noticeSecret: 'ours',
    },
    select: '{ operatorId }',
  }),
  liftPluginSuspension: of => ({
    input: { suspensionId: of.suspensionId },
    select: '{ pluginSuspension { id } }',
  }),
}
