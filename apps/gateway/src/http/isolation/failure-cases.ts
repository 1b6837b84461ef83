/** Notices and suspended plugins, aimed at another operator's. */

import { list, type Mutations, type Queries } from './asked.js'

export const failureQueries: Queries = {
  notices: () => ({ field: list('notices') }),
  pluginMending: of => ({ field: 'pluginMending(id: $id) { id failedHash }', id: of.mendingId }),
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
  mendPlugin: of => ({
    input: {
      operatorId: of.world.operatorId,
      failedHash: of.failedHash,
      mendedVersionId: of.pluginVersionId,
      dryRun: true,
    },
    select: '{ pluginMending { id } }',
  }),
  liftPluginSuspension: of => ({
    input: { suspensionId: of.suspensionId },
    select: '{ pluginSuspension { id } }',
  }),
}
