/** Tests what an operator hears of failing plugins, and does about it, through the API. */

import { billSessions, importSessions, registerPlugin, runMending } from '@wattline/billing'
import { discountPlugin, type World, world } from '@wattline/billing/testing'

import { type TestGateway, testGateway } from '../testing/test-gateway.js'

let t: TestGateway
let w: World
const broken = {
  ...discountPlugin({ id: 'broken' }),
  price: () => {
    throw new Error('broken')
  },
}

beforeAll(async () => {
  t = await testGateway()
  w = await world(t.core, { plugins: [{ plugin: broken, params: {} }] })
  const startedAt = t.core.clock.now().subtract({ hours: 2 })
  const sessions = Array.from({ length: 3 }, () => ({
    externalId: t.core.newId(),
    connectorId: w.connectorId,
    driverId: w.driverId,
    startedAt,
    endedAt: startedAt.add({ hours: 1 }),
    energyWh: 10_000n,
  }))
  const { imported } = await importSessions(t.core, w.operatorId, sessions)
  await billSessions(t.core, w.operatorId, imported)
})
afterAll(() => t.close())

const listed = (data: unknown, name: string) =>
  (data as Record<string, { edges: { node: Record<string, unknown> }[] }>)[name]?.edges.map(
    ({ node }) => node,
  )

test('staff reads what failed: the notices by kind, and the finding on each session', async () => {
  const asked = await t.ask(
    w.secrets.support,
    `{ notices(first: 10, kind: PLUGIN_FAILED) { edges { node { kind state payload sentAt } } }
       sessions(first: 10) { edges { node { needsReview irregularities { code detail } } } } }`,
  )
  expect(asked.errors).toEqual([])
  expect(listed(asked.data, 'notices')).toMatchObject([
    { kind: 'PLUGIN_FAILED', payload: { pluginId: 'broken', causes: ['threw'], sessions: 3 } },
  ])
  const plugins = [{ pluginId: 'broken', cause: 'threw', effect: 'lower' }]
  const found = {
    needsReview: true,
    irregularities: [{ code: 'plugin-failed', detail: { plugins } }],
  }
  expect(listed(asked.data, 'sessions')).toMatchObject([found, found, found])
})

test('a suspension is listed until lifted, and then with who lifted it', async () => {
  const list = `{ pluginSuspensions(first: 10) {
    edges { node { id pluginId ran failed liftedAt liftedBy } } } }`
  const before = await t.ask(w.secrets.support, list)
  const [open] = listed(before.data, 'pluginSuspensions') ?? []
  expect(open).toMatchObject({ pluginId: 'broken', ran: 3, failed: 3, liftedAt: null })
  const lift = `mutation($input: LiftPluginSuspensionInput!) { liftPluginSuspension(input: $input) {
    pluginSuspension { id liftedAt liftedBy } } }`
  const input = { suspensionId: open?.id, idempotencyKey: 'lift' }
  expect((await t.ask(w.secrets.support, lift, { input })).code).toBe('ROLE_INSUFFICIENT')
  const lifted = await t.ask(w.secrets.operator, lift, { input })
  expect(lifted.data?.liftPluginSuspension).toMatchObject({
    pluginSuspension: { id: open?.id, liftedBy: w.operator.keyId, liftedAt: expect.any(String) },
  })
  expect(await t.ask(w.secrets.operator, lift, { input })).toMatchObject({ data: lifted.data })
  const again = await t.ask(w.secrets.operator, lift, { input: { ...input, idempotencyKey: '2' } })
  expect(again.code).toBe('SUSPENSION_LIFTED')
})

const set = `mutation($input: SetOperatorNoticesInput!) { setOperatorNotices(input: $input) {
  operatorId noticeUrl } }`

test('an operator sets where it is told, and takes it back', async () => {
  const url = 'https://operator.example/notices'
  const answers = []
  for (const [noticeUrl, noticeSecret] of [
    [url, 'secret'],
    [null, null],
  ]) {
    const input = { noticeUrl, noticeSecret, idempotencyKey: t.core.newId() }
    answers.push((await t.ask(w.secrets.operator, set, { input })).data?.setOperatorNotices)
  }
  const { operatorId } = w
  expect(answers).toEqual([
    { operatorId, noticeUrl: url },
    { operatorId, noticeUrl: null },
  ])
})

test.each([
  ['an address alone', { noticeUrl: 'https://operator.example/notices' }],
  ['a secret alone', { noticeSecret: 'secret' }],
  ['an address in plain text', { noticeUrl: 'http://operator.example', noticeSecret: 'secret' }],
])('%s is refused', async (_title, address) => {
  const input = { ...address, idempotencyKey: t.core.newId() }
  expect((await t.ask(w.secrets.operator, set, { input })).code).toBe('INPUT_INVALID')
  expect((await t.ask(w.secrets.support, set, { input })).code).toBe('ROLE_INSUFFICIENT')
})

test('a mending is ordered, and tells its totals once the worker has walked the bills', async () => {
  const mended = t.core.runner.add({
    ...discountPlugin({ id: 'broken', version: '1.0.1' }, -1_000_000),
  })
  const mendedVersionId = await registerPlugin(t.core, w.operatorId, mended)
  const list = `{ pluginSuspensions(first: 1) { edges { node { pluginHash } } } }`
  const [failed] = listed((await t.ask(w.secrets.operator, list)).data, 'pluginSuspensions') ?? []
  const order = `mutation($input: MendPluginInput!) { mendPlugin(input: $input) {
    pluginMending { id state } } }`
  const input = {
    failedHash: failed?.pluginHash,
    mendedVersionId,
    dryRun: true,
    idempotencyKey: 'mend',
  }
  expect((await t.ask(w.secrets.support, order, { input })).code).toBe('ROLE_INSUFFICIENT')
  const ordered = await t.ask(w.secrets.operator, order, { input })
  const { pluginMending } = Object(ordered.data?.mendPlugin) as { pluginMending: { id: string } }
  expect(pluginMending).toMatchObject({ state: 'WAITING' })
  const { operatorId } = w
  await runMending(t.core, { operatorId, mendingId: pluginMending.id })
  const read = await t.ask(
    w.secrets.operator,
    `query($id: ID!) { pluginMending(id: $id) { state isDryRun sessions lower higher unpaid
      failedAgain amounts { lower { amount currency } higher { amount } } } }`,
    { id: pluginMending.id },
  )
  expect(read.data?.pluginMending).toEqual({
    state: 'DONE',
    isDryRun: true,
    sessions: 3,
    lower: 3,
    higher: 0,
    unpaid: 0,
    failedAgain: 0,
    amounts: [{ lower: { amount: '3.57', currency: 'EUR' }, higher: { amount: '0.00' } }],
  })
})
