/** Tries, as if the network layer were missing, whose plugins each way to run one lets through. */

import { sampleInput } from '@wattline/plugin-sdk'

import { createArchiveCells } from './archive/archive-cells.js'
import { describeBundle } from './bundle/describe.js'
import { LayersMissing } from './need-layers.js'
import { launcherOfThisMachine, type NodeBinary } from './pool/launch.js'

const launcher = async (node: NodeBinary) => {
  const { layers, ...rest } = await launcherOfThisMachine(node)
  const missing = { name: 'network', isActive: false, detail: 'unshare is missing' } as const
  return { ...rest, layers: layers.map(layer => (layer.name === 'network' ? missing : layer)) }
}
const manifest = {
  id: 'theirs',
  version: '1.0.0',
  contract: 1,
  author: 'A',
  description: 'None.',
  phase: 'SURCHARGE',
  reads: {},
  series: {},
  emits: [],
  cuts: [],
  params: {},
} as const
const bundle = `export default { manifest: { id: 'theirs' }, price: () => ({ lines: [] }) }`
const plugin = { hash: 'a', bundle, manifest }
const job = { operatorId: 'a', plugin, params: {}, inputs: [sampleInput([{}])] }

test('somebody else’s bundle is not even asked for its manifest, its author’s is', async () => {
  const refused = describeBundle(bundle, { launcher })
  await expect(refused).rejects.toThrow(LayersMissing)
  await expect(refused).rejects.toThrow(
    /manifest may not run .*network: unshare is missing.*doctor/,
  )
  const told = await describeBundle(bundle, { launcher, layers: 'author' })
  expect(told).toEqual({ manifest: { id: 'theirs' } })
})

test('the second engine refuses as the first does, and tells when it has an author', async () => {
  const others = createArchiveCells({ launcher })
  const own = createArchiveCells({ launcher, layers: 'author' })
  await expect(others.run(job)).rejects.toThrow(/^theirs 1\.0\.0 may not run on this machine/)
  await expect(others.priceWithFuel(job)).rejects.toThrow(LayersMissing)
  expect(await own.run(job)).toEqual([{ kind: 'NO_LINES' }])
  expect([others.engine.endsWith(' / author'), own.engine.endsWith(' / author')]).toEqual([
    false,
    true,
  ])
  await Promise.all([others.close(), own.close()])
})
