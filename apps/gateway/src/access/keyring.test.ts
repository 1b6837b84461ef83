import { issueKey, revokeKey } from '@wattline/billing'
import {
  statementsDuring,
  type TestCore,
  testCore,
  type World,
  world,
} from '@wattline/billing/testing'

import { bearerOf } from './bearer.js'
import { openKeyring } from './keyring.js'

let core: TestCore
let w: World
let nowMs = 0

beforeAll(async () => {
  core = await testCore()
  w = await world(core)
})
afterAll(() => core.close())

const newKey = () => issueKey(core, { operatorId: w.operatorId, role: 'support', name: 'x' })

test('many requests at once ask the database once, and again after two seconds', async () => {
  const keyring = openKeyring(core.gateway, () => nowMs)
  const { secret } = await newKey()
  const ask = () => Promise.all(Array.from({ length: 9 }, () => keyring.authorityOf(secret)))
  expect(await statementsDuring(core.gateway, ask)).toBe(1)
  nowMs += 1999
  expect(await statementsDuring(core.gateway, ask)).toBe(0)
  nowMs += 1
  expect(await statementsDuring(core.gateway, ask)).toBe(1)
})

test('a key that was revoked elsewhere stops within two seconds, here at once', async () => {
  const keyring = openKeyring(core.gateway, () => nowMs)
  const [elsewhere, here] = [await newKey(), await newKey()]
  for (const { secret, keyId } of [elsewhere, here]) {
    await keyring.authorityOf(secret)
    const gateway = { ...core, db: core.gateway }
    await revokeKey(gateway, w.operator, { keyId, idempotencyKey: core.newId() })
  }
  keyring.forget(here.keyId)
  await expect(keyring.authorityOf(here.secret)).rejects.toMatchObject({ code: 'key-revoked' })
  await keyring.authorityOf(elsewhere.secret)
  nowMs += 2000
  await expect(keyring.authorityOf(elsewhere.secret)).rejects.toMatchObject({ code: 'key-revoked' })
})

test('an unknown secret is remembered as unknown, trouble is not', async () => {
  const keyring = openKeyring(core.gateway, () => nowMs)
  const guess = () => keyring.authorityOf('wl_guess').catch(() => undefined)
  expect(await statementsDuring(core.gateway, guess)).toBe(1)
  expect(await statementsDuring(core.gateway, guess)).toBe(0)
  await core.owner.query('revoke execute on function authenticate_key(bytea) from wattline_gateway')
  const { secret } = await newKey()
  await expect(keyring.authorityOf(secret)).rejects.toMatchObject({ code: '42501' })
  await core.owner.query('grant execute on function authenticate_key(bytea) to wattline_gateway')
  expect(await keyring.authorityOf(secret)).toMatchObject({ role: 'support' })
})

test.each([
  [undefined, undefined],
  ['', undefined],
  ['Bearer wl_abc', 'wl_abc'],
  ['bearer  wl_abc ', 'wl_abc'],
  ['Basic wl_abc', ''],
  ['Bearer two words', ''],
  [['Bearer a', 'Bearer b'], ''],
  [`Bearer ${'x'.repeat(201)}`, ''],
])('the header %j carries the key %j', (header, expected) => {
  expect(bearerOf(header)).toBe(expected)
})
