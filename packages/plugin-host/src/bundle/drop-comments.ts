/**
 * Takes the comments out of a built bundle, because they carry the paths of the machine that built
 * it, and keeps its source map true.
 */

import { parseBundle } from './parse.js'

const blank = (text: string): string => text.replace(/[^\n]/g, ' ')

/**
 * Columns stay where they are: a comment beside code becomes blanks, and a line of nothing but
 * comments goes, together with its place in the map, which is empty.
 *
 * @param mappings of a source map, version 3
 */
export function dropComments(bundle: string, mappings: string): { code: string; mappings: string } {
  const parsed = parseBundle(bundle)
  if ('message' in parsed) return { code: bundle, mappings } // The lint will say so.
  let blanked = ''
  let at = 0
  for (const { start, end } of parsed.comments) {
    blanked += bundle.slice(at, start) + blank(bundle.slice(start, end))
    at = end
  }
  blanked += bundle.slice(at)
  const before = bundle.split('\n')
  const places = mappings.split(';')
  const lines = blanked.split('\n').map((line, index) => ({
    // Only lines that held a comment are touched: blanks may stand in a text over many lines.
    line: line === before[index] ? line : line.trimEnd(),
    isGone: line !== before[index] && line.trim() === '' && !places[index],
    place: places[index] ?? '',
  }))
  const kept = lines.filter(({ isGone }) => !isGone)
  return {
    code: kept.map(({ line }) => line).join('\n'),
    mappings: kept.map(({ place }) => place).join(';'),
  }
}
