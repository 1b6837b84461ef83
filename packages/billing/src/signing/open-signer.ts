/**
 * Opens the platform's signing key: the configured one, or one made at the first start and kept.
 */

import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto'

import { assert, type Clock } from '@wattline/units'
import type { DataSource } from 'typeorm'

import { publicJwk, signDocument } from './jws.js'

/** Signs with the platform's key of today. */
export interface Signer {
  readonly keyId: string
  /** A compact JWS over the canonical JSON of a document of that kind. */
  sign(document: unknown, typ: string): string
}

export interface SignerOptions {
  readonly clock: Clock
  /** PKCS #8 of an Ed25519 key, as `readSigningKey` takes it. */
  readonly privateKey?: string | undefined
}

/**
 * Reads an Ed25519 private key: PEM (line ends may be written `\n`) or the base64 of its DER;
 * undefined when it is none.
 */
export function readSigningKey(text: string): KeyObject | undefined {
  const trimmed = text.trim().replaceAll('\\n', '\n')
  try {
    const key = trimmed.startsWith('-----BEGIN')
      ? createPrivateKey(trimmed)
      : createPrivateKey({ key: Buffer.from(trimmed, 'base64'), format: 'der', type: 'pkcs8' })
    return key.asymmetricKeyType === 'ed25519' ? key : undefined
  } catch {
    return undefined
  }
}

/**
 * The public half is stored, so that whatever it signs can be checked also after the key was
 * changed. Several processes that start at once come to one key.
 *
 * @throws BrokenInvariant when the configured key is no Ed25519 private key
 */
export async function openSigner(db: DataSource, options: SignerOptions): Promise<Signer> {
  const { privateKey: configured, clock } = options
  const now = clock.now().toString()
  const key = configured ? readSigningKey(configured) : await keptKey(db, now)
  assert(key, 'the signing key is an Ed25519 private key')
  const { kid, x } = publicJwk(key)
  await db.query(
    `insert into signing_key (key_id, public_key, created_at) values ($1, $2, $3)
     on conflict do nothing`,
    [kid, x, now],
  )
  return { keyId: kid, sign: (document, typ) => signDocument(document, typ, key) }
}

async function keptKey(db: DataSource, now: string): Promise<KeyObject | undefined> {
  const known = await readKept(db)
  if (known) return known
  const { privateKey } = generateKeyPairSync('ed25519')
  const { kid, x } = publicJwk(privateKey)
  const pem = privateKey.export({ format: 'pem', type: 'pkcs8' })
  await db.query(
    `insert into signing_key (key_id, public_key, private_key, created_at) values ($1, $2, $3, $4)
     on conflict do nothing`,
    [kid, x, pem, now],
  )
  // Another process may have been first: its key is the one then.
  return readKept(db)
}

async function readKept(db: DataSource): Promise<KeyObject | undefined> {
  const [row] = await db.query<{ private_key: string }[]>(
    'select private_key from signing_key where private_key is not null',
  )
  return row && readSigningKey(row.private_key)
}
