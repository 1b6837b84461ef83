/**
 * Holds file and folder names to what they do: no drawers for odds and ends, kebab-case, few
 * suffixes.
 */

import type { Fault } from '../checkout.js'

const drawers = /^(utils?|helpers?|commons?|shared|managers?|base|misc)$/
const suffixes = new Set([
  'entity',
  'type',
  'resolver',
  'job',
  'test',
  'sql',
  'config',
  'base',
  'count',
])
const kebab = /^[a-z0-9]+(-[a-z0-9]+)*$/

/** Faults in the name of one code file or of the folders it lies in. */
export function nameFaults(path: string): Fault[] {
  if (!/\.(ts|tsx|mjs|cjs|js)$/.test(path)) return []
  const parts = path.split('/')
  const file = parts.pop() ?? ''
  const [stem = '', ...endings] = file.split('.')
  const isSourceFolder = (index: number) => !(index === 0 && parts[0] === 'test')
  const names = [...parts.filter((_, index) => isSourceFolder(index)), stem]
  const faults = names.flatMap(name => {
    if (drawers.test(name)) return [`"${name}" is a drawer, name what it does`]
    return kebab.test(name) ? [] : [`"${name}" is not kebab-case`]
  })
  const suffix = endings.slice(0, -1).find(each => !suffixes.has(each))
  const known = 'entity, type, resolver, job, sql and test'
  if (suffix !== undefined) faults.push(`".${suffix}" is no suffix of ours: ${known} are`)
  return faults.map(text => ({ path, line: 1, text }))
}
