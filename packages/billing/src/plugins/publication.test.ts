/** From an upload to an immutable version, whatever happens in between. */

import { inScope } from '@wattline/database'

import type { Core } from '../core.js'
import { discountPlugin as plugin } from '../testing/discount-plugin.js'
import { type TestCore, testCore } from '../testing/test-core.js'
import { refusalOf, type World, world } from '../testing/world.js'
import { GateClosed, type GateFault, type PluginUpload } from './gate.js'
import { judgePublication } from './judge.js'
import { PluginPublication } from './plugin-publication.entity.js'
import { PluginVersion } from './plugin-version.entity.js'
import { registerPlugin } from './register.js'
import { submitPlugin } from './submit.js'

let core: TestCore
let w: World
beforeAll(async () => {
  core = await testCore()
})
beforeEach(async () => {
  w = await world(core)
  core.gate.before = async () => undefined
  core.gate.judged.length = 0
})
afterAll(() => core.close())

const submit = async (upload: PluginUpload, idempotencyKey = core.newId()) => {
  const gatewaysCore: Core = { ...core, db: core.gateway }
  const ask = { upload, idempotencyKey }
  return (await submitPlugin(gatewaysCore, w.operator, ask)).publicationId
}

const judge = (publicationId: string) => judgePublication(core, w.operatorId, publicationId)

const publicationOf = (id: string) =>
  inScope(core.db, [w.operatorId], tx => tx.findOneByOrFail(PluginPublication, { id }))

const versions = () => inScope(core.db, [w.operatorId], tx => tx.find(PluginVersion))

const publish = async (upload: PluginUpload) => {
  const id = await submit(upload)
  await judge(id)
  return publicationOf(id)
}

const events = () =>
  core.owner.query<{ topic: string; subject_id: string }[]>(
    `select topic, subject_id from outbox where operator_id = $1 and topic = 'publication'`,
    [w.operatorId],
  )

const faults: readonly GateFault[] = [
  { step: 'lint', message: 'no **', place: { file: 'src/plugin.ts', line: 3, column: 9 } },
  { step: 'lint', message: 'a plugin has no clock', place: { file: 'a.ts', line: 1, column: 1 } },
]

test('an upload waits with its hashes until it is judged, and then is a version with all of it', async () => {
  const sourceMap = '{"version":3}'
  const upload = { ...core.gate.pass(plugin()), sourceMap }
  const id = await submit(upload)
  expect(await publicationOf(id)).toMatchObject({
    state: 'checking',
    bundleSha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    submittedBy: w.operator.keyId,
    decidedAt: null,
  })
  expect(await events()).toEqual([{ topic: 'publication', subject_id: id }])

  await judge(id)
  expect(core.gate.judged).toEqual([upload])
  const [version, second] = await versions()
  expect(second).toBeUndefined()
  expect(await publicationOf(id)).toMatchObject({
    state: 'published',
    pluginVersionId: version?.id,
    report: { engines: ['in-process'] },
    faults: null,
  })
  expect(version).toMatchObject({
    pluginId: 'night',
    version: '1.0.0',
    publicationId: id,
    publishedBy: w.operator.keyId,
    report: { engines: ['in-process'] },
  })
  const [stored] = await core.owner.query(
    'select bundle, goldens, source_map from plugin_version where id = $1',
    [version?.id],
  )
  expect(stored).toEqual({
    bundle: upload.bundle,
    goldens: upload.goldens,
    source_map: sourceMap,
  })
})

test('a refused upload is kept with every reason, and is no version', async () => {
  const publication = await publish(core.gate.refuse('new Date() ** 2', faults))
  expect(publication).toMatchObject({ state: 'refused', faults, report: null })
  expect(publication.pluginVersionId).toBeNull()
  expect(await versions()).toEqual([])
})

test('what no column can hold keeps no verdict from being written', async () => {
  const odd = await publish(core.gate.pass(plugin({ description: 'a\0' })))
  expect(odd).toMatchObject({ state: 'refused', faults: [{ step: 'manifest' }] })
  const bill = { input: { facts: { '\ud83d': '\0' } } as never, params: {} }
  const refused = core.gate.refuse('odd', [{ step: 'lint', message: 'a\0b', bill }])
  expect((await publish(refused)).faults).toEqual([
    {
      step: 'lint',
      message: 'a\ufffdb',
      bill: { input: { facts: { '\ufffd': '\ufffd' } }, params: {} },
    },
  ])
})

test('the same content again is the same version', async () => {
  const upload = core.gate.pass(plugin())
  const first = await publish(upload)
  const second = await publish(upload)
  expect(second.id).not.toBe(first.id)
  expect(second).toMatchObject({ state: 'published', pluginVersionId: first.pluginVersionId })
  expect(await versions()).toHaveLength(1)
})

test('a version that stands for other content is refused, and a raised one is taken', async () => {
  await publish(core.gate.pass(plugin()))
  expect(await publish(core.gate.pass(plugin({}, -2)))).toMatchObject({
    state: 'refused',
    faults: [
      { step: 'manifest', message: expect.stringMatching(/night 1\.0\.0.*raise its version/) },
    ],
  })
  const raised = await publish(core.gate.pass(plugin({ version: '1.0.1' }, -2)))
  expect(raised.state).toBe('published')
  expect(await versions()).toHaveLength(2)
})

test('another operator publishes the same plugin as its own', async () => {
  const upload = core.gate.pass(plugin())
  const first = await publish(upload)
  w = await world(core)
  const second = await publish(upload)
  expect(second.state).toBe('published')
  expect(second.pluginVersionId).not.toBe(first.pluginVersionId)
})

test('killed between the verdict and its writing, the next run judges it again', async () => {
  const id = await submit(core.gate.pass(plugin()))
  const cutOff = new Proxy(core.db, {
    get: (db, name) => {
      // Reads go through; the process dies as the verdict is about to be written.
      if (name === 'transaction' && core.gate.judged.length > 0)
        return () => Promise.reject(new Error('killed'))
      const value: unknown = Reflect.get(db, name)
      return typeof value === 'function' ? value.bind(db) : value
    },
  })
  await expect(judgePublication({ ...core, db: cutOff }, w.operatorId, id)).rejects.toThrow(
    'killed',
  )
  expect((await publicationOf(id)).state).toBe('checking')
  expect(await versions()).toEqual([])
  await judge(id)
  expect((await publicationOf(id)).state).toBe('published')
  expect(await versions()).toHaveLength(1)
})

test('killed after it was written, the next run asks nobody and changes nothing', async () => {
  const before = await publish(core.gate.pass(plugin()))
  core.clock.advance('PT1H')
  await judge(before.id)
  expect(core.gate.judged).toHaveLength(1)
  expect(await publicationOf(before.id)).toEqual(before)
})

test('judged twice at once, the first verdict stands', async () => {
  const id = await submit(core.gate.pass(plugin()))
  let waiting = 0
  let open: () => void = () => undefined
  const both = new Promise<void>(resolve => {
    open = resolve
  })
  core.gate.before = async () => {
    waiting += 1
    if (waiting === 2) open()
    await both
  }
  await Promise.all([judge(id), judge(id)])
  expect(core.gate.judged).toHaveLength(2)
  expect((await publicationOf(id)).state).toBe('published')
  expect(await versions()).toHaveLength(1)
})

test('ten uploads of one version at once: one content has it, the others must raise theirs', async () => {
  const uploads = Array.from({ length: 10 }, (_, n) => core.gate.pass(plugin({}, -1 - (n % 5))))
  const ids = await Promise.all(uploads.map(upload => submit(upload)))
  await Promise.all(ids.map(judge))
  const states = (await Promise.all(ids.map(publicationOf))).map(({ state }) => state)
  expect(states.filter(state => state === 'published')).toHaveLength(2)
  expect(states.filter(state => state === 'refused')).toHaveLength(8)
  expect(await versions()).toHaveLength(1)
})

test.each([
  [new GateClosed('no network namespace'), /machine: no network namespace/],
  [new Error('postgres://secret'), /broke off, and is tried again/],
])('while the gate cannot judge, the upload waits and says why', async (fault, reason) => {
  const id = await submit(core.gate.pass(plugin()))
  core.gate.before = () => Promise.reject(fault)
  await expect(judge(id)).rejects.toThrow(fault)
  expect(await publicationOf(id)).toMatchObject({
    state: 'checking',
    waitingBecause: expect.stringMatching(reason),
  })
  core.gate.before = async () => undefined
  await judge(id)
  expect(await publicationOf(id)).toMatchObject({ state: 'published', waitingBecause: null })
})

test('another operator’s publication is not judged for this one', async () => {
  const id = await submit(core.gate.pass(plugin()))
  const other = await world(core)
  expect(await refusalOf(judgePublication(core, other.operatorId, id))).toBe('not-found')
})

test('the database itself keeps uploads, verdicts and versions as they are', async () => {
  const { id, pluginVersionId } = await publish(core.gate.pass(plugin()))
  const waiting = await submit(core.gate.pass(plugin({ version: '3.0.0' })))
  const change = (sql: string, of: string | null) => core.owner.query(sql, [of])
  for (const sql of [
    `update plugin_publication set state = 'checking', report = null where id = $1`,
    'update plugin_publication set submitted_by = id where id = $1',
    'delete from plugin_publication where id = $1',
  ])
    await expect(change(sql, id)).rejects.toThrow(/judged once/)
  const bundle = `update plugin_publication set bundle = bundle || ' ' where id = $1`
  await expect(change(bundle, waiting)).rejects.toThrow(/judged once/)
  const verdict = `update plugin_publication set state = 'published' where id = $1`
  await expect(change(verdict, waiting)).rejects.toThrow(/plugin_publication_state/)
  await expect(
    change('update plugin_version set report = null where id = $1', pluginVersionId),
  ).rejects.toThrow(/only grows/)
  const byGateway = inScope(core.gateway, [w.operatorId], tx =>
    tx.query(`update plugin_publication set waiting_because = 'x' where id = $1`, [waiting]),
  )
  await expect(byGateway).rejects.toThrow(/permission denied/)
})

test('the platform’s own plugins skip the gate, and nothing else', async () => {
  const own = core.runner.add(plugin())
  const id = await registerPlugin(core, w.operatorId, own)
  expect(await registerPlugin(core, w.operatorId, own)).toBe(id)
  const [version] = await versions()
  expect(version).toMatchObject({ publicationId: null, publishedBy: null, report: null })
  const forged = { ...own, hash: 'f'.repeat(64) }
  expect(await refusalOf(registerPlugin(core, w.operatorId, forged))).toBe('plugin-unusable')
  const other = core.runner.add(plugin({}, -2))
  expect(await refusalOf(registerPlugin(core, w.operatorId, other))).toBe('plugin-unusable')
  expect((await publish(core.gate.pass(plugin({}, -2)))).state).toBe('refused')
  expect((await publish(core.gate.pass(plugin()))).pluginVersionId).toBe(id)
})

test('a plugin that reads facts is published like any other', async () => {
  const reads = { tier: { fact: 'membership.tier' } } as const
  expect((await publish(core.gate.pass(plugin({ reads })))).state).toBe('published')
})
