/** Reads the checkout as the rules see it: workspaces with their layer, and their source files. */

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

import { blank } from './blank.js'

export const root = resolve(fileURLToPath(import.meta.url), '../../../..')

const generated = new Set(['node_modules', 'dist', 'coverage'])

/** One package, app, plugin or test suite. */
export interface Workspace {
  /** Its folder from the root, such as `packages/units`. */
  readonly folder: string
  /** The tag `turbo boundaries` knows it by. */
  readonly layer: string
}

/** One source file. */
export interface Source {
  /** From the root, with `/`. */
  readonly path: string
  readonly text: string
  /** The text with comments and the contents of strings blanked out, line for line. */
  readonly code: string
  readonly workspace: Workspace | undefined
  readonly isTest: boolean
}

/** What a rule found. */
export interface Fault {
  readonly path: string
  readonly line: number
  /** What is banned, and what to use. */
  readonly text: string
}

/**
 * Every file of the checkout that people write, from the root; what is generated or hidden is not.
 */
export function listFiles(folder = root): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap(entry => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) {
      const isOurs = !generated.has(entry.name) && !entry.name.startsWith('.')
      return isOurs ? listFiles(path) : []
    }
    return [relative(root, path).split(sep).join('/')]
  })
}

/** The workspaces, from the folders the root's package.json names. */
export function listWorkspaces(): Workspace[] {
  const parents: string[] = JSON.parse(read('package.json')).workspaces
  return parents
    .map(pattern => pattern.replace('/*', ''))
    .flatMap(parent => readdirSync(join(root, parent)).map(name => `${parent}/${name}`))
    .filter(folder => existsSync(join(root, folder, 'package.json')))
    .map(folder => ({ folder, layer: JSON.parse(read(`${folder}/turbo.json`)).tags[0] }))
}

/** Every TypeScript and JavaScript file of the checkout. */
export function listSources(workspaces = listWorkspaces()): Source[] {
  return listFiles()
    .filter(path => /\.(ts|mjs|cjs|js)$/.test(path) && !path.endsWith('.d.ts'))
    .map(path => sourceOf(path, read(path), workspaces))
}

/** A source file from its text. */
export function sourceOf(path: string, text: string, workspaces: readonly Workspace[]): Source {
  const workspace = workspaces.find(({ folder }) => path.startsWith(`${folder}/`))
  return { path, text, code: blank(text), workspace, isTest: /\.test\.ts$/.test(path) }
}

/** The text of a file of the checkout. */
export function read(path: string): string {
  return readFileSync(join(root, path), 'utf8')
}

/** The line a position of a text is on, from 1. */
export function lineAt(text: string, position: number): number {
  return text.slice(0, position).split('\n').length
}
