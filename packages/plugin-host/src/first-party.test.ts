/** Tries what tells our plugins from others: their code and nothing else. */

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { buildBundle } from './bundle/build.js'
import { bundlesIn, isFirstParty } from './first-party.js'

const offPeak = fileURLToPath(new URL('../../../plugins/off-peak/src/plugin.ts', import.meta.url))

test('a plugin of this build is known by its code, and one byte more makes it another', () => {
  const { bundle } = buildBundle(offPeak)
  expect(isFirstParty(bundle)).toBe(true)
  expect(isFirstParty(`${bundle} `)).toBe(false)
})

test('what does not build, or is not there, is none of ours', () => {
  const folder = mkdtempSync(join(tmpdir(), 'wattline-plugins-'))
  mkdirSync(join(folder, 'broken/src'), { recursive: true })
  writeFileSync(join(folder, 'broken/src/plugin.ts'), 'export default {')
  mkdirSync(join(folder, 'sound/src'), { recursive: true })
  writeFileSync(join(folder, 'sound/src/plugin.ts'), 'export default { price: 1 }')
  expect(bundlesIn(folder).size).toBe(1)
  expect(bundlesIn(join(folder, 'nowhere')).size).toBe(0)
  rmSync(folder, { recursive: true })
})
