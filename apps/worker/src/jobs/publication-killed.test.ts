/**
 * A worker's process that is killed while it writes a verdict leaves the upload to the next one.
 */

import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

import { judgePublication, PluginPublication, submitPlugin } from '@wattline/billing'
import { discountPlugin, type TestCore, testCore, world } from '@wattline/billing/testing'
import { inScope } from '@wattline/database'

const program = fileURLToPath(new URL('../testing/judge-and-die.mjs', import.meta.url))

let core: TestCore
beforeAll(async () => {
  core = await testCore()
})
afterAll(() => core.close())

test('killed with the verdict half written, nothing of it stands, and the next judges it', async () => {
  const { operator, operatorId } = await world(core)
  const upload = core.gate.pass(discountPlugin())
  const { publicationId } = await submitPlugin(core, operator, { upload, idempotencyKey: 'k' })
  const verdict = await core.gate.judge(operatorId, upload)
  const dying = fork(program, { execArgv: [] })
  const databaseUrl = core.urls.workerUrl
  const now = core.clock.now().toString()
  dying.send({ databaseUrl, operatorId, publicationId, now, verdict })
  expect(await once(dying, 'exit')).toEqual([null, 'SIGKILL'])

  const publication = () =>
    inScope(core.db, [operatorId], tx =>
      tx.findOneByOrFail(PluginPublication, { id: publicationId }),
    )
  const versions = () =>
    core.owner.query('select hash from plugin_version where operator_id = $1', [operatorId])
  expect((await publication()).state).toBe('checking')
  expect(await versions()).toEqual([])
  await judgePublication(core, operatorId, publicationId)
  expect((await publication()).state).toBe('published')
  expect(await versions()).toHaveLength(1)
})
