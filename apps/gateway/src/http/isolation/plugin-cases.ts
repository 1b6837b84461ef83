/** What is asked of another operator's plugins: its versions and what it hands in. */

import { list, type Mutations, type Queries } from './asked.js'

export const pluginQueries: Queries = {
  pluginVersion: of => ({
    field: 'pluginVersion(id: $id) { id hash source { bundle goldens } }',
    id: of.pluginVersionId,
  }),
  pluginVersions: () => ({ field: list('pluginVersions') }),
  pluginPublication: of => ({
    field: 'pluginPublication(id: $id) { id pluginVersion { id } }',
    id: of.publicationId,
  }),
  pluginPublications: () => ({ field: list('pluginPublications') }),
}

export const pluginMutations: Mutations = {
  publishPlugin: of => ({
    input: {
      operatorId: of.world.operatorId,
      bundle: 'export default 1',
      goldens: [{ name: 'ours', input: {}, params: {}, lines: [] }],
    },
    select: '{ publication { id } }',
  }),
}
