/**
 * Asks of every workspace a README that is short, and of every README links that lead somewhere.
 */

import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'

import { type Fault, lineAt, read, root, type Workspace } from '../checkout.js'

const longestReadme = 40

/** Workspaces without a README, or with one too long to be read. */
export function readmeFaults(workspaces: readonly Workspace[]): Fault[] {
  return workspaces.flatMap(({ folder }) => {
    const path = `${folder}/README.md`
    if (!existsSync(join(root, path))) {
      return [{ path, line: 1, text: 'missing: what it is, its words, its doors, an example' }]
    }
    const lines = read(path).trimEnd().split('\n').length
    if (lines <= longestReadme) return []
    const text = `${lines} lines, say it in ${longestReadme}: what it is, words, doors, an example`
    return [{ path, line: longestReadme, text }]
  })
}

/** Relative links of a Markdown file that lead nowhere. */
export function linkFaults(path: string): Fault[] {
  const text = read(path)
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)].flatMap(match => {
    const [target = ''] = (match[1] ?? '').split('#')
    const isOutside = target === '' || /^[a-z]+:/.test(target)
    if (isOutside || existsSync(join(root, dirname(path), target))) return []
    const line = lineAt(text, match.index)
    return [{ path, line, text: `the link to ${target} leads nowhere` }]
  })
}
