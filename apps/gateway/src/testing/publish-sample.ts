/** Publishes a small plugin for a test's operator, through the whole of a publication. */

import { judgePublication, PluginPublication, submitPlugin } from '@wattline/billing'
import type { TestCore, World } from '@wattline/billing/testing'
import { inScope } from '@wattline/database'

type Plugin = Parameters<TestCore['gate']['pass']>[0]

export const samplePlugin = (version = '1.0.0'): Plugin => ({
  manifest: {
    id: 'night-saver',
    version,
    contract: 1,
    author: 'An operator',
    description: 'A share off at night.',
    phase: 'LOYALTY',
    reads: {
      tier: { fact: 'membership.tier' },
      visits: { fact: 'driver.sessions', days: { param: 'days' } },
    },
    series: { spot: { name: 'DE-LU' } },
    emits: [
      {
        code: 'NIGHT',
        kind: 'DISCOUNT',
        on: 'ENERGY',
        bounds: [{ shareOfBaseBp: 5000 }, { perKwh: { param: 'most' } }],
      },
    ],
    cuts: [{ clock: '22:00' }, { sessionWh: { fact: 'visits' } }, { series: 'spot' }],
    params: { type: 'object', properties: { days: { type: 'integer' } } },
  },
  price: () => ({ lines: [] }),
})

export async function publishSample(
  core: TestCore,
  { operator, operatorId }: World,
): Promise<{ publicationId: string; pluginVersionId: string }> {
  const upload = core.gate.pass(samplePlugin())
  const ask = { upload, idempotencyKey: core.newId() }
  const { publicationId } = await submitPlugin(core, operator, ask)
  await judgePublication(core, operatorId, publicationId)
  const { pluginVersionId } = await inScope(core.db, [operatorId], tx =>
    tx.findOneByOrFail(PluginPublication, { id: publicationId }),
  )
  return { publicationId, pluginVersionId: pluginVersionId ?? '' }
}
