/** What is taken in to be published, from whom, and how often. */

import { discountPlugin as plugin } from '../testing/discount-plugin.js'
import { type TestCore, testCore } from '../testing/test-core.js'
import { refusalOf, type World, world } from '../testing/world.js'
import type { PluginUpload } from './gate.js'
import { judgePublication } from './judge.js'
import { submitPlugin } from './submit.js'

let core: TestCore
let w: World
beforeAll(async () => {
  core = await testCore()
})
beforeEach(async () => {
  w = await world(core)
})
afterAll(() => core.close())

const submit = async (upload: PluginUpload, idempotencyKey = core.newId()) =>
  (await submitPlugin({ ...core, db: core.gateway }, w.operator, { upload, idempotencyKey }))
    .publicationId

const judge = (publicationId: string) => judgePublication(core, w.operatorId, publicationId)

const events = () =>
  core.owner.query<{ subject_id: string }[]>(
    `select subject_id from outbox where operator_id = $1 and topic = 'publication'`,
    [w.operatorId],
  )

test('the same key gives the same publication, and with another upload is refused', async () => {
  const upload = core.gate.pass(plugin())
  const [first, again] = await Promise.all([submit(upload, 'k'), submit(upload, 'k')])
  expect(again).toBe(first)
  expect(await events()).toHaveLength(1)
  const other = submit(core.gate.pass(plugin({ version: '2.0.0' })), 'k')
  expect(await refusalOf(other)).toBe('idempotency-key-reused')
})

test('an operator’s uploads do not queue up without end', async () => {
  const uploads = Array.from({ length: 21 }, (_, n) => core.gate.pass(plugin({}, -1 - n)))
  const [last, ...others] = uploads
  const ids = await Promise.all(others.map(upload => submit(upload)))
  expect(await refusalOf(submit(last as PluginUpload))).toBe('publications-waiting')
  await judge(ids[0] ?? '')
  await submit(last as PluginUpload)
})

test('partners and support publish nothing', async () => {
  const ask = { upload: core.gate.pass(plugin()), idempotencyKey: 'k' }
  for (const authority of [w.partner, w.support])
    expect(await refusalOf(submitPlugin(core, authority, ask))).toBe('role-insufficient')
})
