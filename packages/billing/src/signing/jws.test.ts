/** Tests that a signature holds for exactly one document of one kind, by one key. */

import { generateKeyPairSync } from 'node:crypto'

import { keyIdOf, openDocument, publicJwk, signDocument } from './jws.js'

const { privateKey } = generateKeyPairSync('ed25519')
const key = publicJwk(privateKey)
const document = { b: [1, { z: 'é', a: null }], a: 12n }
const jws = signDocument(document, 'kind', privateKey)

test('a signed document is opened by its key, with its keys in order', () => {
  expect(keyIdOf(jws)).toBe(key.kid)
  const opened = openDocument(jws, 'kind', key)
  expect(opened).toEqual({ a: '12', b: [1, { a: null, z: 'é' }] })
  expect(Buffer.from(jws.split('.')[1] ?? '', 'base64url').toString()).toBe(JSON.stringify(opened))
})

test('the same document gives the same signature', () => {
  expect(signDocument({ a: 12n, b: document.b }, 'kind', privateKey)).toBe(jws)
})

test('an id is the thumbprint of RFC 8037, appendix A.3', () => {
  expect(publicJwk('11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo').kid).toBe(
    'kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k',
  )
})

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
const [head = '', payload = '', signature = ''] = jws.split('.')
const other = generateKeyPairSync('ed25519').privateKey

test.each([
  ['another document', `${head}.${encode({ a: '13' })}.${signature}`],
  [
    'another header',
    `${encode({ alg: 'EdDSA', kid: key.kid, typ: 'kind', x: 1 })}.${payload}.${signature}`,
  ],
  ['no algorithm', `${encode({ alg: 'none', kid: key.kid, typ: 'kind' })}.${payload}.${signature}`],
  ['another key under its id', signDocument(document, 'kind', other)],
  ['another kind', signDocument(document, 'other', privateKey)],
  ['no signature', `${head}.${payload}.`],
  ['a part too many', `${jws}.${signature}`],
  ['no JWS', 'hello'],
  ['nothing', ''],
])('%s is not opened', (_title, text) => {
  expect(openDocument(text, 'kind', key)).toBeUndefined()
})
