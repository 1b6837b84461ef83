#!/usr/bin/env node
/** Breaks comments that are too long for the line, which the formatter leaves alone. */

import { readFileSync, writeFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'

const longest = 100

/** The text with every comment line of at most 100 columns; code is not touched. */
export function wrapComments(text) {
  const lines = text.split('\n')
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at]
    if (line.length <= longest) continue
    const single = /^(\s*)\/\*\* (.*) \*\/$/.exec(line)
    if (single)
      lines.splice(at, 1, `${single[1]}/**`, `${single[1]} * ${single[2]}`, `${single[1]} */`)
    else if (/^\s*(\/\/|\*|\/\*\*) /.test(line)) breakLine(lines, at)
  }
  return lines.join('\n')
}

/** Moves the words past the edge to the next line of the same paragraph, or to a new line. */
function breakLine(lines, at) {
  const isClosing = lines[at].endsWith(' */')
  const line = isClosing ? lines[at].slice(0, -3) : lines[at]
  const lead = /^(\s*)(\/\/|\*|\/\*\*) (\s*(?:[-*] |\d+\. )?)/.exec(line)
  const [start, indent, mark, bullet] = lead
  const edge = line.lastIndexOf(' ', longest)
  if (edge < start.length) return // One word longer than a line cannot be broken.
  const prefix = mark === '/**' ? `${indent} * ` : `${indent}${mark} `
  const rest = line.slice(edge + 1)
  lines[at] = line.slice(0, edge).trimEnd()
  const next = lines[at + 1] ?? ''
  const follows = next.startsWith(prefix) && /^[^\s@|`-]/.test(next.slice(prefix.length))
  const goesOn = !isClosing && follows && !/^\d+\. /.test(next.slice(prefix.length))
  if (goesOn) lines[at + 1] = `${prefix}${rest} ${next.slice(prefix.length)}`
  else lines.splice(at + 1, 0, `${prefix}${' '.repeat(bullet.length)}${rest}`)
  if (isClosing) lines.splice(at + 2, 0, prefix.replace(/\* $/, '*/'))
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  for (const file of process.argv.slice(2)) {
    const before = readFileSync(file, 'utf8')
    const after = wrapComments(before)
    if (after !== before) writeFileSync(file, after)
  }
}
