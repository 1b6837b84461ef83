/** Bans what the house has a better way for, and says which. */

import { type Fault, lineAt, type Source } from '../checkout.js'

interface Ban {
  readonly pattern: RegExp
  readonly use: string
  /** Where the ban holds; everywhere when absent. */
  readonly where?: (source: Source) => boolean
}

/** The only files that build a clock or stand where another's `Date` must be met. */
const clockBuilders = [
  /\/main\.ts$/,
  /\.mjs$/,
  /^packages\/database\/src\/columns\.ts$/,
  /^apps\/cli\/src\/world\/clock\.ts$/,
]
/** The only files that build a source of randomness. */
const randomBuilders = [/\/main\.ts$/]
/** Where a float could touch money or energy. */
const exactLayers = ['pure', 'core']
const codeLayers = ['pure', 'store', 'core', 'edge', 'app']

const isIn = (layers: readonly string[]) => (source: Source) =>
  !source.isTest && layers.includes(source.workspace?.layer ?? '')
const isProduct = isIn([...codeLayers, 'plugin'])
const except = (files: readonly RegExp[]) => (source: Source) =>
  isProduct(source) && !files.some(file => file.test(source.path))
const isNoEntry = (source: Source) =>
  !/(^|\/)(jest\.[a-z]+\.mjs|jest\.config\.mjs|plugin\.ts|goldens\.ts)$/.test(source.path)

const bans: readonly Ban[] = [
  {
    pattern: /\bnew Date\(|\bDate\.now\(|\bTemporal\.Now\b/g,
    use: 'the clock that is handed in',
    where: except(clockBuilders),
  },
  {
    pattern: /\bMath\.random\(/g,
    use: 'the randomness that is handed in',
    where: except(randomBuilders),
  },
  {
    pattern: /\bparseFloat\(/g,
    use: 'exact decimals of @wattline/units',
    where: isIn(exactLayers),
  },
  {
    pattern: /\.toFixed\(/g,
    use: 'exact decimals of @wattline/units',
    where: source => isIn(exactLayers)(source) && !printsDecimals(source),
  },
  { pattern: /\bas any\b|: any\b|<any>/g, use: 'unknown, and a check' },
  { pattern: /^\s*(export )?(declare )?(const )?enum /gm, use: 'a union of strings' },
  { pattern: /^export default\b/gm, use: 'a named export', where: isNoEntry },
  { pattern: /\bconsole\./g, use: 'the log that is handed in', where: except([/\/bin\//]) },
  { pattern: /\bsynchronize: true\b/g, use: 'a migration' },
  { pattern: /\b(cascade|eager|lazy): /g, use: 'an explicit load or save', where: isEntity },
  { pattern: /\bsetTimeout\(/g, use: 'a job with a delay', where: isIn(['core']) },
  { pattern: /\b(it|test|describe)\.only\b|\bf(it|describe)\(/g, use: 'the whole suite' },
  { pattern: /^\s*(it|test|describe)\.skip\(|^\s*x(it|test|describe)\(/gm, use: 'testWith' },
]

/** Words that belong into an issue, not into the code. */
const marks = /\b(TODO|FIXME)\b/g
/** The rules name what they ban. */
const rules = /^test\/tidy\//

/** Faults by banned ways in one file. */
export function bannedFaults(source: Source): Fault[] {
  if (rules.test(source.path)) return []
  const { path, text, code } = source
  const found = bans
    .filter(({ where }) => where === undefined || where(source))
    .flatMap(({ pattern, use }) =>
      [...code.matchAll(pattern)].map(match => faultAt(code, match, `use ${use}`)),
    )
  const marked = [...text.matchAll(marks)].map(match => faultAt(text, match, 'do it or leave it'))
  return [...found, ...marked].map(fault => ({ path, ...fault }))
}

function faultAt(text: string, match: RegExpExecArray, advice: string) {
  return { line: lineAt(text, match.index), text: `${match[0].trim()} is banned, ${advice}` }
}

/** An exact decimal has a `toFixed` too, and it is exact. */
function printsDecimals({ text }: Source): boolean {
  return /from 'big\.js'|\bBig\b|\b[Dd]ecimals?\b/.test(text)
}

function isEntity({ path }: Source): boolean {
  return path.endsWith('.entity.ts')
}
