#!/usr/bin/env node
/** Runs one benchmark: builds what it needs, then measures. Ends with 1 below the floor. */

import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const benches = {
  backtest: () => import('../dist/backtest/bench.js').then(({ benchBacktest }) => benchBacktest),
  graphql: () => import('../dist/graphql/bench.js').then(({ benchGraphql }) => benchGraphql),
  plugins: () => import('../dist/plugins/bench.js').then(({ benchPlugins }) => benchPlugins),
  pricing: () => import('../dist/pricing/bench.js').then(({ benchPricing }) => benchPricing),
}
const [name] = process.argv.slice(2)
if (!name || !Object.hasOwn(benches, name)) {
  console.error(`Which one? npm run bench -- ${Object.keys(benches).join(' | ')}`)
  process.exit(2)
}
const checkout = fileURLToPath(new URL('../../../', import.meta.url))
const build = spawnSync(
  'npx',
  ['turbo', 'run', 'build', '--filter=@wattline/test-bench', '--output-logs=errors-only'],
  {
    cwd: checkout,
    stdio: 'inherit',
    env: { ...process.env, TURBO_TELEMETRY_DISABLED: '1' },
  },
)
if (build.status !== 0) process.exit(build.status ?? 1)
const bench = await benches[name]()
process.exit((await bench(line => console.log(line))) ? 0 : 1)
