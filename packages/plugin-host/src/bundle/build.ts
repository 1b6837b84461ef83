/**
 * Builds one ES file without imports out of an entry file, the same bytes every time, and a source
 * map that leads back to the author's files.
 */

import { existsSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'

import { type BuildOptions, buildSync } from 'esbuild'

import { dropComments } from './drop-comments.js'

/** What an author hands in, beside the goldens. */
export interface BuiltBundle {
  readonly bundle: string
  /** JSON, version 3; its files are named from the plugin's folder, and their text is left out. */
  readonly sourceMap: string
}

/** The folder from which an author names their files: the nearest with a package.json. */
function folderOf(entryFile: string): string {
  const start = dirname(resolve(entryFile))
  for (let folder = start; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json'))) return folder
    if (folder === dirname(folder)) return start
  }
}

const settings = {
  bundle: true,
  charset: 'utf8' as const,
  format: 'esm' as const,
  legalComments: 'none' as const,
  logLevel: 'silent' as const,
  platform: 'neutral' as const,
  mainFields: ['module', 'main'],
  sourcemap: 'external' as const,
  sourcesContent: false,
  target: 'es2022',
  treeShaking: true,
  tsconfigRaw: { compilerOptions: {} },
  write: false as const,
} satisfies BuildOptions

type Entry =
  | { readonly entryPoints: string[] }
  | { readonly stdin: { readonly contents: string; readonly resolveDir: string } }

/** @throws esbuild's own error, which names file, line and column, for what does not build */
function build(folder: string, entry: Entry): BuiltBundle {
  // Nothing is written there, but a map names its files from where it would lie.
  const outdir = join(folder, 'bundle')
  const { outputFiles } = buildSync({ ...settings, ...entry, absWorkingDir: folder, outdir })
  const textOf = (ending: string): string =>
    outputFiles.find(({ path }) => path.endsWith(ending))?.text ?? ''
  const map = JSON.parse(textOf('.js.map')) as { sources: string[]; mappings: string }
  const sources = map.sources.map(source => relative(folder, resolve(outdir, source)))
  const { code, mappings } = dropComments(textOf('.js'), map.mappings)
  return { bundle: code, sourceMap: JSON.stringify({ ...map, sources, mappings }) }
}

/** @throws esbuild's own error for a file that does not build */
export function buildBundle(entryFile: string): BuiltBundle {
  return build(folderOf(entryFile), { entryPoints: [resolve(entryFile)] })
}

/**
 * A bundle that describes itself by whatever this file exports as default, so that plain data can
 * be read in a cell as a manifest is.
 *
 * @throws esbuild's own error for a file that does not build
 */
export function buildData(entryFile: string): string {
  const path = JSON.stringify(resolve(entryFile))
  const contents = `import data from ${path}\nexport default { manifest: data }`
  const resolveDir = dirname(resolve(entryFile))
  return build(folderOf(entryFile), { stdin: { contents, resolveDir } }).bundle
}
