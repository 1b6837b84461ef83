/** Holds files, lines, functions and parameter lists to their sizes. */

import { type Fault, lineAt, type Source } from '../checkout.js'

const longestFile = 300
const longestLine = 100
const longestFunction = 50
const mostParameters = 3
/** A migration is one statement after another, read from top to bottom. */
const isStep = /\/migrations\//

/** Faults of size in one file. */
export function sizeFaults(source: Source): Fault[] {
  return [
    ...fileFaults(source),
    ...lineFaults(source),
    ...(source.isTest ? [] : [...functionFaults(source), ...parameterFaults(source)]),
  ]
}

function fileFaults({ path, text }: Source): Fault[] {
  const lines = text.trimEnd().split('\n').length
  if (lines <= longestFile) return []
  return [
    { path, line: longestFile, text: `${lines} lines, split the file: ${longestFile} at most` },
  ]
}

function lineFaults({ path, text, code }: Source): Fault[] {
  const codeLines = code.split('\n')
  return text.split('\n').flatMap((line, index) => {
    const columns = [...line].length
    // The formatter breaks code; a string, a statement of SQL or a row of a table it leaves alone.
    const isText = codeLength(codeLines[index] ?? '') <= longestLine && !isComment(line)
    if (columns <= longestLine || isText) return []
    return [{ path, line: index + 1, text: `${columns} columns, break the line at ${longestLine}` }]
  })
}

/** How long a line is without the contents of its strings. */
function codeLength(code: string): number {
  const indent = Math.max(0, code.search(/\S/))
  return indent + code.trim().replace(/ +/g, ' ').length
}

function isComment(line: string): boolean {
  return /^\s*(\/\/|\/?\*)/.test(line)
}

/** Finds functions by their indentation, which the formatter guarantees. */
function functionFaults({ path, code }: Source): Fault[] {
  if (isStep.test(path)) return []
  const lines = code.split('\n')
  return lines.flatMap((line, index) => {
    if (!opensFunction(line)) return []
    const indent = line.search(/\S/)
    const length = lines.slice(index + 1).findIndex(each => each.search(/\S/) === indent) + 2
    if (length <= longestFunction) return []
    const text = `a function of ${length} lines, name its parts: ${longestFunction} at most`
    return [{ path, line: index + 1, text }]
  })
}

function opensFunction(line: string): boolean {
  if (/=> \{$/.test(line)) return !/\b(describe)\(/.test(line)
  const isBlock = /^\s*(\}|if|for|while|switch|try|do|with|else|return|class|export class)\b/
  return /\)(: .+)? \{$/.test(line) && !isBlock.test(line) && !/^\s*\} (else|catch)/.test(line)
}

function parameterFaults({ path, code }: Source): Fault[] {
  const found = [...code.matchAll(/\bfunction\*? +[\w$]*(?:<[^(]*>)?\(/g)]
  return found.flatMap(match => {
    const count = countParameters(code, match.index + match[0].length)
    if (count <= mostParameters) return []
    const text = `${count} positional parameters, hand in one object: ${mostParameters} at most`
    return [{ path, line: lineAt(code, match.index), text }]
  })
}

/** Counts what stands between the commas of a parameter list that starts at `from`. */
function countParameters(code: string, from: number): number {
  let depth = 0
  let part = ''
  const parts: string[] = []
  for (const character of code.slice(from)) {
    if (character === ')' && depth === 0) break
    if ('([{<'.includes(character)) depth += 1
    // The arrow of a function type closes nothing.
    if (')]}'.includes(character) || (character === '>' && !part.endsWith('='))) depth -= 1
    if (character === ',' && depth === 0) {
      parts.push(part)
      part = ''
    } else part += character
  }
  return [...parts, part].filter(each => each.trim() !== '').length
}
