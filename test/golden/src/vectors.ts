/**
 * Finds the public test vectors beside the checkout; they belong to others and are never copied
 * into it.
 */

import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

export interface Cost<T = number> {
  readonly excl_vat?: T
  readonly incl_vat?: T
}

type Costs = Readonly<Record<string, Cost | undefined>>

/**
 * One case of a vector file, in the shape that `priceCase` reads; a figure that is missing was not
 * stated by its source.
 */
export interface Vector {
  readonly name: string
  readonly timezone: string
  readonly tariff?: unknown
  readonly tariffs?: readonly unknown[]
  /** The figures that the source states, by OCPI's names; `derived` ones follow from its text. */
  readonly expected: {
    readonly [name in `total_${string}`]?: Cost
  } & {
    readonly derived?: Costs
    readonly billed?: Readonly<Record<string, number>>
    readonly error?: string
    readonly warnings?: readonly string[]
  }
  readonly tolerance?: number
}

const checkout = fileURLToPath(new URL('../../../', import.meta.url))

/** Undefined when there are none and that is allowed. @throws when WATTLINE_FORBID_SKIPS=1 */
export function sharedFolder(): string | undefined {
  const folder = process.env.WATTLINE_SHARED ?? resolve(checkout, '../shared')
  if (existsSync(resolve(folder, 'vectors/ocpi'))) return folder
  if (process.env.WATTLINE_FORBID_SKIPS === '1') {
    throw new Error(`no test vectors in ${folder}: set WATTLINE_SHARED to the folder that has them`)
  }
  return undefined
}

export function readVectors(folder: string, file: string): Vector[] {
  const lines = readFileSync(resolve(folder, 'vectors/ocpi', file), 'utf8')
    .trim()
    .split('\n')
  return lines.map(line => JSON.parse(line) as Vector)
}
