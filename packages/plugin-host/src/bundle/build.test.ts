/** Builds small files, and follows places of the bundle back to where the author wrote them. */

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { buildBundle, buildData } from './build.js'
import { describeBundle } from './describe.js'
import { createPlaces } from './places.js'

const folder = mkdtempSync(join(tmpdir(), 'wattline-build-'))
afterAll(() => rmSync(folder, { recursive: true }))
mkdirSync(join(folder, 'src'))
writeFileSync(join(folder, 'package.json'), '{"type": "module"}')

function write(name: string, source: string): string {
  const path = join(folder, 'src', name)
  writeFileSync(path, source)
  return path
}

/** Where the text stands in the bundle. */
function placeOf(bundle: string, text: string) {
  const before = bundle.slice(0, bundle.indexOf(text)).split('\n')
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 }
}

const author = { layers: 'author' } as const

test('every word of the bundle leads back to the file, line and column it was written at', () => {
  write(
    'rates.ts',
    '// A rate.\ninterface Rate { at: number }\n\nexport const rate: Rate = { at: 7771 }\n',
  )
  const entry = write(
    'plugin.ts',
    [
      `/* first */ import { rate } from './rates.js'`,
      '\n/** Long\n comment */\nexport const text = `a\n   \n  /* no comment */ b`',
      'export default [/* @__PURE__ */ rate.at, text, 8882]\n',
    ].join('\n'),
  )
  const { bundle, sourceMap } = buildBundle(entry)
  const findPlace = createPlaces(sourceMap)
  expect(findPlace(placeOf(bundle, '7771'))).toEqual({ file: 'src/rates.ts', line: 4, column: 33 })
  expect(findPlace(placeOf(bundle, '8882'))).toEqual({ file: 'src/plugin.ts', line: 8, column: 48 })
  expect(bundle).toContain('`a\n   \n  /* no comment */ b`')
  expect(bundle).not.toMatch(/PURE|rates\.ts|plugin\.ts/)
  expect(sourceMap).not.toContain(folder)
  expect(sourceMap).not.toContain('8882')
})

test('without a map, or with one that cannot be read, the place is in the bundle', () => {
  const at = { line: 3, column: 5 }
  for (const map of [undefined, '{', '{}', '{"version":3,"sources":[0],"mappings":"!!"}'])
    expect(createPlaces(map)(at)).toEqual({ file: 'bundle.js', ...at })
})

test('a file of plain data is read in a cell', async () => {
  const entry = write('goldens.ts', 'export default [{ name: "a", twice: 2 * 21 }]')
  expect(await describeBundle(buildData(entry), author)).toEqual({
    manifest: [{ name: 'a', twice: 42 }],
  })
})
