import { type Source, sourceOf, type Workspace } from '../checkout.js'
import { bannedFaults } from './banned.js'
import { deadFaults, untestedFaults } from './company.js'
import { importFaults, importsOf } from './imports.js'
import { nameFaults } from './names.js'
import { openingFaults } from './opening.js'
import { sizeFaults } from './size.js'

const workspaces: Workspace[] = [
  { folder: 'packages/units', layer: 'pure' },
  { folder: 'packages/billing', layer: 'core' },
  { folder: 'packages/adyen', layer: 'edge' },
  { folder: 'apps/worker', layer: 'app' },
  { folder: 'apps/cli', layer: 'app' },
  { folder: 'plugins/off-peak', layer: 'plugin' },
]

function source(path: string, text: string): Source {
  return sourceOf(path, text, workspaces)
}

function texts(faults: readonly { readonly text: string }[]): string[] {
  return faults.map(({ text }) => text)
}

test.each`
  path                                  | text                             | use
  ${'apps/worker/src/a.ts'}             | ${'const now = Date.now()'}      | ${'the clock that is handed in'}
  ${'apps/worker/src/a.ts'}             | ${'const now = new Date()'}      | ${'the clock that is handed in'}
  ${'packages/units/src/a.ts'}          | ${'Temporal.Now.instant()'}      | ${'the clock that is handed in'}
  ${'packages/billing/src/a.ts'}        | ${'Math.random()'}               | ${'the randomness that is handed in'}
  ${'packages/billing/src/a.ts'}        | ${'total.toFixed(2)'}            | ${'exact decimals of @wattline/units'}
  ${'apps/worker/src/a.ts'}             | ${'const a = b as any'}          | ${'unknown, and a check'}
  ${'apps/worker/src/a.ts'}             | ${'export enum State {}'}        | ${'a union of strings'}
  ${'apps/worker/src/a.ts'}             | ${'export default 1'}            | ${'a named export'}
  ${'apps/worker/src/a.ts'}             | ${'console.log(1)'}              | ${'the log that is handed in'}
  ${'packages/billing/src/a.ts'}        | ${'setTimeout(() => {}, 1)'}     | ${'a job with a delay'}
  ${'packages/billing/src/a.entity.ts'} | ${'const o = { cascade: true }'} | ${'an explicit load or save'}
  ${'packages/units/src/a.test.ts'}     | ${'test.only("x", () => {})'}    | ${'the whole suite'}
  ${'packages/units/src/a.test.ts'}     | ${'test.skip("x", () => {})'}    | ${'testWith'}
`('$text in $path is banned', ({ path, text, use }) => {
  expect(texts(bannedFaults(source(path, text)))).toEqual([expect.stringContaining(`use ${use}`)])
})

test.each`
  path                                | text
  ${'apps/worker/src/main.ts'}        | ${'const now = Date.now()'}
  ${'apps/worker/src/a.ts'}           | ${'const a = "new Date()" // console.log'}
  ${'apps/worker/src/a.ts'}           | ${'total.toFixed(2)'}
  ${'plugins/off-peak/src/plugin.ts'} | ${'export default definePlugin({})'}
  ${'packages/units/src/a.test.ts'}   | ${'const now = Date.now()'}
`('$text in $path is allowed', ({ path, text }) => {
  expect(bannedFaults(source(path, text))).toEqual([])
})

test('work left undone is found in comments too, with its line', () => {
  const mark = ['TO', 'DO'].join('')
  const faults = bannedFaults(source('apps/worker/src/a.ts', `const a = 1\n// ${mark}: b`))
  expect(faults).toEqual([
    { path: 'apps/worker/src/a.ts', line: 2, text: `${mark} is banned, do it or leave it` },
  ])
})

test('sizes are measured on files, lines, functions and parameters', () => {
  const path = 'apps/worker/src/a.ts'
  const long = `export function a(): void {\n${'  b()\n'.repeat(49)}}\n`
  expect(texts(sizeFaults(source(path, long)))).toEqual([
    'a function of 51 lines, name its parts: 50 at most',
  ])
  expect(sizeFaults(source(path, long.replace('  b()\n', '')))).toEqual([])
  const many = 'function a(b: [1, 2], c: Map<1, 2>, d: (e: 1, f: 2) => void, g = 1) {}'
  expect(texts(sizeFaults(source(path, many)))).toEqual([
    '4 positional parameters, hand in one object: 3 at most',
  ])
  expect(sizeFaults(source(path, many.replace(', g = 1', ',')))).toEqual([])
  expect(texts(sizeFaults(source(path, 'a\n'.repeat(301))))).toEqual([
    '301 lines, split the file: 300 at most',
  ])
  expect(texts(sizeFaults(source(path, `// ${'x '.repeat(50)}y`)))).toEqual([
    '104 columns, break the line at 100',
  ])
  expect(texts(sizeFaults(source(path, `call(${'x, '.repeat(33)}y)`)))).toEqual([
    '106 columns, break the line at 100',
  ])
  // A string or a statement of SQL cannot be broken without changing it.
  expect(sizeFaults(source(path, `const a = '${'x'.repeat(100)}'`))).toEqual([])
})

test.each`
  text                                                  | faults
  ${'/** Says what it does in words. */'}               | ${0}
  ${'#!/usr/bin/env node\n/** Runs it all at once. */'} | ${0}
  ${'// Says what it does in words.'}                   | ${1}
  ${'/** Types. */'}                                    | ${1}
  ${'export {}'}                                        | ${1}
`('$text opens a file with $faults faults', ({ text, faults }) => {
  expect(openingFaults(source('apps/worker/src/a.ts', text))).toHaveLength(faults)
})

test.each`
  path                                               | faults
  ${'packages/units/src/utils.ts'}                   | ${1}
  ${'packages/units/src/helpers/a.ts'}               | ${1}
  ${'packages/units/src/roundHalf.ts'}               | ${1}
  ${'packages/units/src/money.service.ts'}           | ${1}
  ${'packages/billing/src/refunds/refund.entity.ts'} | ${0}
  ${'test/support/src/a.test.ts'}                    | ${0}
`('$path has $faults faults in its name', ({ path, faults }) => {
  expect(nameFaults(path)).toHaveLength(faults)
})

test.each`
  path                                        | from                           | isAllowed
  ${'packages/billing/src/a.ts'}              | ${'bullmq'}                    | ${false}
  ${'packages/billing/src/a.ts'}              | ${'typeorm'}                   | ${true}
  ${'packages/units/src/a.ts'}                | ${'typeorm'}                   | ${false}
  ${'packages/units/src/a.ts'}                | ${'node:fs'}                   | ${false}
  ${'packages/units/src/a.ts'}                | ${'node:crypto'}               | ${true}
  ${'packages/units/src/a.test.ts'}           | ${'node:fs'}                   | ${true}
  ${'packages/billing/src/refunds/policy.ts'} | ${'./refund.entity.js'}        | ${false}
  ${'packages/billing/src/refunds/pay.ts'}    | ${'./refund.entity.js'}        | ${true}
  ${'plugins/off-peak/src/plugin.ts'}         | ${'@wattline/units'}           | ${false}
  ${'plugins/off-peak/src/plugin.ts'}         | ${'@wattline/plugin-sdk'}      | ${true}
  ${'apps/worker/src/a.ts'}                   | ${'bullmq'}                    | ${true}
  ${'apps/worker/src/a.ts'}                   | ${'@wattline/gateway'}         | ${false}
  ${'apps/worker/src/a.ts'}                   | ${'@wattline/embedded'}        | ${false}
  ${'apps/worker/src/a.ts'}                   | ${'@wattline/plugin-host'}     | ${true}
  ${'apps/worker/src/a.test.ts'}              | ${'@wattline/test-support'}    | ${true}
  ${'apps/worker/src/a.ts'}                   | ${'@wattline/plugin-off-peak'} | ${false}
  ${'apps/cli/src/a.ts'}                      | ${'@wattline/embedded'}        | ${true}
  ${'packages/adyen/src/a.ts'}                | ${'@wattline/billing'}         | ${true}
  ${'packages/adyen/src/a.ts'}                | ${'@wattline/database'}        | ${false}
`('$path may import $from: $isAllowed', ({ path, from, isAllowed }) => {
  const faults = importFaults(source(path, `import { a } from '${from}'`))
  expect(faults).toHaveLength(isAllowed ? 0 : 1)
})

test.each([
  ['BlockList, isIP', 0],
  ['isIP', 0],
  ['isIP, connect', 1],
])('the core may import { %s } from node:net: %i faults', (names, count) => {
  const text = `import { ${names} } from 'node:net'`
  expect(importFaults(source('packages/billing/src/a.ts', text))).toHaveLength(count)
})

test('every way to import is seen', () => {
  const text = [
    `import 'a'`,
    `import b from "b"`,
    `import type { C } from 'c'`,
    `import {\n  d,\n} from 'd'`,
    `export * from 'e'`,
    `export { f } from 'f'`,
    `const g = await import('g')`,
    `// import h from 'h'`,
  ].join('\n')
  const found = importsOf(source('apps/worker/src/a.ts', text)).map(({ from }) => from)
  expect(found).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g'])
})

test('a file is dead when no entry leads to it, and untested when no test imports it', () => {
  const index = source('packages/units/src/index.ts', `export * from './used.js'`)
  const used = source('packages/units/src/used.ts', `export const used = 1`)
  const types = source('packages/units/src/types.ts', `export type A = 1`)
  const spare = source('packages/units/src/spare.ts', `export const spare = 1`)
  const all = [index, used, types, spare]
  const paths = (faults: readonly { readonly path: string }[]) => faults.map(({ path }) => path)
  expect(paths(deadFaults(all))).toEqual([types.path, spare.path])
  expect(paths(untestedFaults(all))).toEqual([used.path, spare.path])
  const tested = source('packages/units/src/used.test.ts', `import { used } from './used.js'`)
  expect(paths(untestedFaults([...all, tested]))).toEqual([spare.path])
})
