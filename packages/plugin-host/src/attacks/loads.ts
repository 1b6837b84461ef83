/** Attacks by a bundle as it is loaded, and the whole table. */

import { answers } from './answers.js'
import { type Attack, bundleOf } from './attack.js'
import { waysOut } from './ways-out.js'
import { workWithoutEnd } from './work-without-end.js'

const load = (
  name: string,
  bundle: string,
  says?: RegExp,
  ends: Attack['ends'] = 'load',
): Attack => ({
  kind: 'load',
  name,
  code: '',
  bundle,
  ends,
  ...(says && { says }),
})

const loads = [
  load('imports', `import fs from 'node:fs'\n${bundleOf('')}`, /must not import/),
  load('imports when called', bundleOf(`return import('node:fs')`), /import/),
  load('imports in a spread', bundleOf(`return {...import('node:fs')}`), /import/),
  load('evaluates text', bundleOf(`return eval('1')`), /eval/),
  load('hides behind an HTML comment', bundleOf('a <!-- b\n0'), undefined),
  load('is no JavaScript', 'const = 5', /line 1, column 7/),
  load('breaks out of its wrapper', `}; for (;;) {} {\n${bundleOf('')}`, /line 1, column 1/),
  load(
    'breaks out of its function',
    `}})(); for (;;) {} (() => { () => {\n${bundleOf('')}`,
    /line 1/,
  ),
  load('exports nothing', 'const price = () => ({ lines: [] })', /export its plugin as default/),
  load('has no price', 'export default { manifest: {} }', /no function price/),
  load(
    'hides price behind a getter',
    'export default { get price() { for (;;) {} } }',
    /no function/,
  ),
  load('throws as it starts', `throw new Error('not today')\n${bundleOf('')}`, /not today/),
  load('is too large', bundleOf(`'${'x'.repeat(262_144)}'`), /at most 262144 characters/),
  load('is nested without end', bundleOf(`${'['.repeat(50_000)}${']'.repeat(50_000)}`)),
  load('never finishes starting', `for (;;) {}\n${bundleOf('')}`, undefined, 'timeout'),
]

/** Every attack that is tried, on both engines. */
export const attacks: readonly Attack[] = [...workWithoutEnd, ...waysOut, ...answers, ...loads]
