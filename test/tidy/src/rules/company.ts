/** Asks for the company a file keeps: a test beside it, and somebody who imports it. */

import { dirname, posix } from 'node:path'

import { type Fault, read, type Source } from '../checkout.js'
import { importsOf } from './imports.js'

const withoutTest = /(^|\/)(index|main)\.ts$|\/testing\/|\.entity\.ts$|\/migrations\//

/**
 * Files of pure and core packages that have no test: none imports them, directly or over other
 * files, and none lies in their feature's folder, where it would reach them by the package's doors.
 */
export function untestedFaults(sources: readonly Source[]): Fault[] {
  // An index leads everywhere, which proves nothing.
  const direct = sources.filter(({ path }) => !path.endsWith('/index.ts'))
  const tests = direct.filter(({ isTest }) => isTest)
  const imported = reachedFrom(tests, direct)
  const folders = new Set(tests.map(({ path }) => dirname(path)))
  return sources
    .filter(({ workspace }) => workspace?.layer === 'pure' || workspace?.layer === 'core')
    .filter(source => isCode(source) && !withoutTest.test(source.path))
    .filter(source => hasBehaviour(source) && !imported.has(source.path))
    .filter(({ path }) => !featureFolders(path).some(folder => folders.has(folder)))
    .map(({ path }) => ({ path, line: 1, text: 'no test reaches it, write one beside it' }))
}

/** The folders a file lies in, up to but not including the package's `src`. */
function featureFolders(path: string): string[] {
  const folder = dirname(path)
  return folder.endsWith('/src') || folder === '.' ? [] : [folder, ...featureFolders(folder)]
}

/** Source files that no entry of their package leads to. */
export function deadFaults(sources: readonly Source[]): Fault[] {
  const entries = sources.filter(each => !isCode(each) || isEntry(each) || isRunByName(each))
  const alive = reachedFrom(entries, sources)
  return sources
    .filter(source => isCode(source) && !alive.has(source.path))
    .map(({ path }) => ({ path, line: 1, text: 'nothing imports it, use it or remove it' }))
}

function isCode({ path, isTest }: Source): boolean {
  return /\/src\/.*\.(ts|mjs|cjs|js)$/.test(path) && !isTest
}

function isEntry({ path, isTest }: Source): boolean {
  return isTest || /\/src\/(index|plugin)\.ts$|\/main\.ts$|\/testing\//.test(path)
}

/** Whether a script of the package runs the built file. */
function isRunByName({ path, workspace }: Source): boolean {
  if (workspace === undefined) return false
  const built = path.replace(`${workspace.folder}/src/`, 'dist/').replace(/\.ts$/, '.js')
  return read(`${workspace.folder}/package.json`).includes(built)
}

/** Whether a file has anything that runs: types alone are tested by the compiler. */
function hasBehaviour({ code }: Source): boolean {
  return /^export (async )?(function|class|const|let)|^(const|function|class) /m.test(code)
}

/** The files that can be reached from some over imports, those included. */
function reachedFrom(from: readonly Source[], sources: readonly Source[]): ReadonlySet<string> {
  const byPath = new Map(sources.map(source => [source.path, source]))
  const reached = new Set(from.map(({ path }) => path))
  let edge = [...from]
  while (edge.length > 0) {
    const next = edge.flatMap(source => targetsOf(source).map(target => byPath.get(target)))
    edge = next.filter((each): each is Source => each !== undefined && !reached.has(each.path))
    for (const { path } of edge) reached.add(path)
  }
  return reached
}

/** The files of the checkout that one names: by import, or by a path handed to a loader. */
function targetsOf(source: Source): string[] {
  const imported = importsOf(source).map(({ from }) => from)
  const named = [...source.text.matchAll(/['"`](\.{1,2}\/[^'"`\n]+\.(?:js|mjs|cjs|ts))['"`]/g)]
  const paths = [...imported, ...named.map(match => match[1] ?? '')]
  return paths
    .filter(path => path.startsWith('.'))
    .map(path => posix.normalize(`${dirname(source.path)}/${path}`).replace('/dist/', '/src/'))
    .flatMap(path => [path, path.replace(/\.js$/, '.ts')])
}
