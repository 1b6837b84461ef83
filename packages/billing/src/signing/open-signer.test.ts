/** Tests where the platform's key comes from, and that old signatures outlive it. */

import { generateKeyPairSync } from 'node:crypto'

import { type TestCore, testCore } from '../testing/test-core.js'
import { keyIdOf, openDocument } from './jws.js'
import { openSigner, readSigningKey } from './open-signer.js'
import { publicKey, publicKeys } from './public-keys.js'

let core: TestCore
beforeAll(async () => {
  core = await testCore()
})
afterAll(() => core.close())

const { privateKey } = generateKeyPairSync('ed25519')
const pem = privateKey.export({ format: 'pem', type: 'pkcs8' }).toString()

test('without a configured key one is made once, whoever starts at once or again', async () => {
  await core.owner.query('alter table signing_key disable trigger all')
  await core.owner.query('delete from signing_key')
  const open = () => openSigner(core.gateway, core)
  const signers = await Promise.all([open(), open(), open()])
  const again = await open()
  expect(new Set([...signers, again].map(({ keyId }) => keyId)).size).toBe(1)
  expect(await publicKeys(core.gateway)).toMatchObject([{ kid: again.keyId }])
})

test('a configured key signs from then on, and what the old one signed is still proven', async () => {
  const before = await openSigner(core.gateway, core)
  const old = before.sign({ a: 1 }, 'kind')
  core.clock.advance('PT1H')
  const now = await openSigner(core.gateway, { ...core, privateKey: pem })
  expect(now.keyId).not.toBe(before.keyId)
  expect((await publicKeys(core.db)).map(({ kid }) => kid)).toEqual([now.keyId, before.keyId])
  for (const jws of [old, now.sign({ a: 1 }, 'kind')]) {
    const key = await publicKey(core.db, keyIdOf(jws) ?? '')
    expect(key && openDocument(jws, 'kind', key)).toEqual({ a: 1 })
  }
  expect(await publicKey(core.db, 'unknown')).toBeUndefined()
})

test('the worker sees no private key, and nobody changes one', async () => {
  await expect(core.db.query('select private_key from signing_key')).rejects.toThrow(/permission/)
  for (const role of [core.db, core.gateway]) {
    await expect(role.query(`update signing_key set public_key = 'x'`)).rejects.toThrow(
      /permission/,
    )
  }
  const forged = core.db.query(
    `insert into signing_key (key_id, public_key, created_at) values ('x', 'x', now())`,
  )
  await expect(forged).rejects.toThrow(/permission/)
})

test.each<[string, string, boolean]>([
  ['PEM', pem, true],
  ['PEM on one line', pem.replaceAll('\n', '\\n'), true],
  ['base64 of DER', privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64'), true],
  [
    'another curve',
    generateKeyPairSync('ed448').privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
    false,
  ],
  ['nonsense', 'hello', false],
])('a key is read from %s, or is none', (_title, text, isKey) => {
  expect(readSigningKey(text) !== undefined).toBe(isKey)
})

test('a configured key that is none stops the start', async () => {
  await expect(openSigner(core.gateway, { ...core, privateKey: 'hello' })).rejects.toThrow(
    /Ed25519/,
  )
})
