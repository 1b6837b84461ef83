/** Makes the secrets of a local Wattline once and keeps them where only their owner may read. */

import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'

import { writePrivately } from './state-folder.js'

const makers = {
  /** Adyen's HMAC keys are 32 bytes in hex ("Verify HMAC signatures"). */
  webhookHmacKey: () => randomBytes(32).toString('hex').toUpperCase(),
  webhookUser: () => 'adyen',
  webhookPassword: () => randomBytes(24).toString('hex'),
  simulatorApiKey: () => randomBytes(24).toString('hex'),
  gatewayRolePassword: () => randomBytes(24).toString('hex'),
  workerRolePassword: () => randomBytes(24).toString('hex'),
}

/** One secret by each name. */
export type Secrets = Readonly<Record<keyof typeof makers, string>>

/**
 * The secrets of a file; those it lacks are made and written back.
 *
 * @throws when the file is there and not a JSON object of strings: it is not overwritten.
 */
export function keepSecrets(file: string): Secrets {
  const known = readSecrets(file)
  const entries = Object.entries(makers).map(([name, make]) => [name, known[name] ?? make()])
  const secrets = Object.fromEntries(entries) as Secrets
  if (entries.some(([name]) => known[String(name)] === undefined)) writePrivately(file, secrets)
  return secrets
}

function readSecrets(file: string): Readonly<Record<string, string | undefined>> {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code === 'ENOENT') return {}
    throw fault
  }
  try {
    const parsed: unknown = JSON.parse(text)
    if (isRecordOfStrings(parsed)) return parsed
  } catch {
    // Told below.
  }
  throw new Error(`${file} is not a JSON object of strings: mend it, or remove it for new secrets.`)
}

function isRecordOfStrings(value: unknown): value is Record<string, string> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  return Object.values(value).every(each => typeof each === 'string' && each !== '')
}
