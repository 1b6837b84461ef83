/** Keys: shown once, stored as a hash, bound to a role and to operators, dead when revoked. */

import { requireRole } from '../authority.js'
import { type TestCore, testCore } from '../testing/test-core.js'
import { refusalOf, type World, world } from '../testing/world.js'
import { authenticate } from './authenticate.js'
import { createKey } from './create.js'
import { revokeKey } from './revoke.js'

let core: TestCore
let a: World
let b: World
beforeAll(async () => {
  core = await testCore()
  a = await world(core)
  b = await world(core)
})
afterAll(() => core.close())

test('a key’s secret is in no table', async () => {
  const { secret } = await createKey(core, a.operator, {
    role: 'finance',
    name: 'Books',
    idempotencyKey: 'k1',
  })
  const rows = await core.owner.query('select row_to_json(k)::text as all from api_key k')
  const keys = await core.owner.query('select row_to_json(k)::text as all from idempotency_key k')
  expect(secret).toMatch(/^wl_/)
  expect(JSON.stringify([rows, keys])).not.toContain(secret)
  expect((await authenticate(core.gateway, secret ?? '')).role).toBe('finance')
})

test('the same idempotency key names the same API key, without its secret', async () => {
  const input = { role: 'support' as const, name: 'Desk', idempotencyKey: 'k2' }
  const first = await createKey(core, a.operator, input)
  expect(await createKey(core, a.operator, input)).toEqual({ keyId: first.keyId, secret: null })
})

test('an unknown and a revoked key are told apart from each other', async () => {
  const { keyId, secret } = await createKey(core, a.operator, {
    role: 'support',
    name: 'Old',
    idempotencyKey: 'k3',
  })
  await revokeKey(core, a.operator, { keyId, idempotencyKey: 'k4' })
  expect(await refusalOf(authenticate(core.gateway, secret ?? ''))).toBe('key-revoked')
  expect(await refusalOf(authenticate(core.gateway, 'wl_nobody'))).toBe('key-unknown')
})

test('a key reaches no further than its maker, and only operators make keys', async () => {
  const wide = {
    role: 'support' as const,
    name: 'Wide',
    scope: [a.operatorId, b.operatorId],
    idempotencyKey: 'k5',
  }
  expect(await refusalOf(createKey(core, a.operator, wide))).toBe('not-found')
  const foreign = {
    role: 'partner' as const,
    name: 'P',
    partnerId: b.partnerId,
    idempotencyKey: 'k6',
  }
  expect(await refusalOf(createKey(core, a.operator, foreign))).toBe('not-found')
  expect(await refusalOf(createKey(core, a.partner, { ...wide, scope: [] }))).toBe(
    'role-insufficient',
  )
  expect(
    await refusalOf(revokeKey(core, a.operator, { keyId: b.support.keyId, idempotencyKey: 'k7' })),
  ).toBe('not-found')
  expect(() => requireRole(a.partner, 'operator')).toThrow()
})
