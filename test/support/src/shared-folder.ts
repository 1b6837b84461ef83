/** Finds the folder of reference vectors and real sessions that lies beside a checkout. */

import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

import { missing } from './missing.js'

/** The checkout this file belongs to. */
export const checkout = resolve(dirname(fileURLToPath(import.meta.url)), '../../..')

/**
 * The path of `WATTLINE_SHARED`, else of `../shared` beside the checkout; undefined when there is
 * none and skipping is allowed.
 */
export function sharedFolder(): string | undefined {
  const path = process.env.WATTLINE_SHARED || join(checkout, '..', 'shared')
  return existsSync(path) ? path : missing('../shared')
}
