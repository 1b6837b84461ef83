/** One key, one write: of its holder, with its input, for its operator; and nothing else by it. */

import type { Authority } from './authority.js'
import { authenticate } from './keys/authenticate.js'
import { createKey, issueKey } from './keys/create.js'
import { revokeKey } from './keys/revoke.js'
import { publishTariff } from './tariffs/publish.js'
import { type TestCore, testCore } from './testing/test-core.js'
import { plainTariff, refusalOf, type World, world } from './testing/world.js'

let core: TestCore
let a: World
let b: World
/** Staff of the first operator who may act for the second too. */
let both: Authority
beforeAll(async () => {
  core = await testCore()
  a = await world(core)
  b = await world(core)
  const { operatorId } = a
  const scope = [operatorId, b.operatorId]
  const { secret } = await issueKey(core, { operatorId, role: 'operator', name: 'Both', scope })
  both = await authenticate(core.gateway, secret)
})
afterAll(() => core.close())

const publish = (operatorId: string, key: string, id = key) =>
  publishTariff(core, both, {
    operatorId,
    document: { ...plainTariff, id },
    idempotencyKey: key,
  })

const versions = (id: string) =>
  core.owner.query<{ operator_id: string }[]>(
    'select operator_id from tariff_version where tariff_id = $1',
    [id],
  )

test('a key used for one operator is refused for another, and nothing is done there', async () => {
  await publish(a.operatorId, 'TWO-HOUSES')
  expect(await refusalOf(publish(b.operatorId, 'TWO-HOUSES'))).toBe('idempotency-key-reused')
  expect(await versions('TWO-HOUSES')).toEqual([{ operator_id: a.operatorId }])
})

test('nor at the same time: one operator is written to, the other refused', async () => {
  const answers = await Promise.all(
    [a, b, a, b].map(({ operatorId }) => refusalOf(publish(operatorId, 'AT-ONCE'))),
  )
  expect(answers.filter(answer => answer === 'idempotency-key-reused')).toHaveLength(2)
  expect(await versions('AT-ONCE')).toHaveLength(1)
})

test('a key used for one mutation is refused for another, whatever it is asked with', async () => {
  const { keyId } = await createKey(core, a.operator, {
    role: 'support',
    name: 'Desk',
    idempotencyKey: 'one-mutation',
  })
  const revoke = revokeKey(core, a.operator, { keyId, idempotencyKey: 'one-mutation' })
  expect(await refusalOf(revoke)).toBe('idempotency-key-reused')
  const [row] = await core.owner.query('select revoked_at from api_key where id = $1', [keyId])
  expect(row).toEqual({ revoked_at: null })
})

test('a refused ask leaves its key free, for this or for anything else', async () => {
  const bad = { ...plainTariff, id: 'MENDED', currency: 'USD' }
  const ask = (document: object) =>
    publishTariff(core, a.operator, { document, idempotencyKey: 'mended' })
  expect(await refusalOf(ask(bad))).toBe('tariff-invalid')
  await ask({ ...bad, currency: 'EUR' })
  expect(await versions('MENDED')).toHaveLength(1)
})

test('two holders may use the same key, each for its own', async () => {
  const mine = await createKey(core, a.operator, {
    role: 'support',
    name: 'Mine',
    idempotencyKey: 'popular',
  })
  const theirs = await createKey(core, b.operator, {
    role: 'support',
    name: 'Mine',
    idempotencyKey: 'popular',
  })
  expect(theirs.keyId).not.toBe(mine.keyId)
})
