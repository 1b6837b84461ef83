/**
 * Signs documents and reads them back: compact JWS (RFC 7515) with Ed25519 (RFC 8037) over
 * canonical JSON, so that anyone can check one with a library of the shelf. Pure.
 */

import { createHash, createPublicKey, type KeyObject, sign, verify } from 'node:crypto'

import { canonicalJson } from '../canonical.js'

/** A public key as others read it (RFC 7517, RFC 8037). */
export interface PublicJwk {
  readonly kty: 'OKP'
  readonly crv: 'Ed25519'
  readonly x: string
  readonly kid: string
  readonly alg: 'EdDSA'
  readonly use: 'sig'
}

interface Header {
  readonly alg: string
  readonly kid: string
  readonly typ: string
}

/** Of the public half of a private key, or of the `x` of one that is stored. */
export function publicJwk(key: KeyObject | string): PublicJwk {
  const x = typeof key === 'string' ? key : (createPublicKey(key).export({ format: 'jwk' }).x ?? '')
  return { kty: 'OKP', crv: 'Ed25519', x, kid: thumbprint(x), alg: 'EdDSA', use: 'sig' }
}

/** RFC 7638: the hash of the members that make the key, in the order of their names. */
function thumbprint(x: string): string {
  const members = canonicalJson({ crv: 'Ed25519', kty: 'OKP', x })
  return createHash('sha256').update(members).digest('base64url')
}

/**
 * @param typ what kind of document it is: a signature for one kind is none for another
 */
export function signDocument(document: unknown, typ: string, privateKey: KeyObject): string {
  const header: Header = { alg: 'EdDSA', kid: publicJwk(privateKey).kid, typ }
  const signed = [header, document].map(part => encode(canonicalJson(part))).join('.')
  return `${signed}.${sign(null, Buffer.from(signed), privateKey).toString('base64url')}`
}

/** The id of the key a document says it was signed with; undefined when it is no JWS of ours. */
export function keyIdOf(jws: string): string | undefined {
  return headerOf(jws)?.kid
}

/** The document, if the key signed exactly it as that kind; undefined for anything else. */
export function openDocument(jws: string, typ: string, key: PublicJwk): unknown {
  const header = headerOf(jws)
  const [head, payload, signature, ...rest] = jws.split('.')
  if (!header || !head || !payload || !signature || rest.length > 0) return undefined
  if (header.alg !== 'EdDSA' || header.typ !== typ || header.kid !== key.kid) return undefined
  const { kty, crv, x } = key
  const publicKey = createPublicKey({ key: { kty, crv, x }, format: 'jwk' })
  const signed = Buffer.from(`${head}.${payload}`)
  if (!verify(null, signed, publicKey, Buffer.from(signature, 'base64url'))) return undefined
  return JSON.parse(Buffer.from(payload, 'base64url').toString())
}

function headerOf(jws: string): Header | undefined {
  try {
    const header: unknown = JSON.parse(Buffer.from(jws.split('.')[0] ?? '', 'base64url').toString())
    return typeof header === 'object' && header !== null ? (header as Header) : undefined
  } catch {
    return undefined
  }
}

function encode(text: string): string {
  return Buffer.from(text).toString('base64url')
}
