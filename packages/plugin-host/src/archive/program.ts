/** Puts together what an archive cell runs, and names the engine by the hash of its wasm file. */

import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'

import { frameOfFiles, type Program, sesVersion } from '../pool/program.js'

const require = createRequire(import.meta.url)
const built = (name: string) => fileURLToPath(new URL(`../../dist/${name}`, import.meta.url))

/** Another file would be another engine, and bills name this one: a new one is a new name. */
const pinned = {
  wrapper: '3.6.2',
  engine: '0.17.0',
  sha256: 'd4c9375f2b1ca4dc95f72c8aa2982a7a9951ac8011490d79c6582df732b4bbd9',
}

export const archiveEngine =
  `ses ${sesVersion} / quickjs-wasi ${pinned.wrapper} / quickjs-ng ${pinned.engine} / ` +
  `sha256:${pinned.sha256}`

/** @throws when the file is not the one that bills name */
export function readWasm(path = require.resolve('quickjs-wasi/quickjs.wasm')): Buffer {
  const wasm = readFileSync(path)
  const sha256 = createHash('sha256').update(wasm).digest('hex')
  if (sha256 !== pinned.sha256)
    throw new Error(`${path} has the sha256 ${sha256}; the archive engine is ${pinned.sha256}`)
  return wasm
}

/** SES looks for a console as it starts, and says nothing on it. */
const console = `globalThis.console = {}
for (const name of ['log', 'debug', 'info', 'warn', 'error', 'trace', 'group', 'groupCollapsed',
  'groupEnd', 'assert', 'clear', 'count', 'countReset', 'dir', 'dirxml', 'table', 'time',
  'timeEnd', 'timeLog', 'profile', 'profileEnd', 'timeStamp'])
  globalThis.console[name] = () => {}`

function opening(): string {
  const files = [require.resolve('ses'), built('archive-inside.js')]
  const scripts = [console, ...files.map(path => readFileSync(path, 'utf8')), 'inside']
  return `const assets = ${JSON.stringify({ wasm: readWasm().toString('base64'), scripts })}`
}

/** More stack than QuickJS can ever use, so that recursion ends at its own limit on every Node. */
export const archiveProgram: Program = {
  stackKb: 3900,
  frame: frameOfFiles([built('archive-cell.cjs')], opening),
}
