/** Leads from a place in a bundle back to the author's own file, as far as a source map knows. */

import { originalPositionFor, TraceMap } from '@jridgewell/trace-mapping'

/** Line and column count from 1. */
export interface Place {
  readonly file: string
  readonly line: number
  readonly column: number
}

export type FindPlace = (at: { readonly line: number; readonly column: number }) => Place

/** Above this a map is not read, in characters. */
const maxMapCharacters = 2_097_152
const inBundle = 'bundle.js'

function readMap(sourceMap: string | undefined): TraceMap | undefined {
  if (sourceMap === undefined || sourceMap.length > maxMapCharacters) return undefined
  try {
    return new TraceMap(sourceMap)
  } catch {
    return undefined // Another's text: a map that cannot be read is no map.
  }
}

/** Without a map, or where it says nothing, the place is in `bundle.js` itself. */
export function createPlaces(sourceMap: string | undefined): FindPlace {
  const map = readMap(sourceMap)
  return ({ line, column }) => {
    const found = map && lookUp(map, line, column)
    return found ?? { file: inBundle, line, column }
  }
}

function lookUp(map: TraceMap, line: number, column: number): Place | undefined {
  try {
    const found = originalPositionFor(map, { line, column: column - 1 })
    if (typeof found.source !== 'string' || found.line === null) return undefined
    return { file: found.source.slice(0, 200), line: found.line, column: found.column + 1 }
  } catch {
    return undefined
  }
}

export const showPlace = ({ file, line, column }: Place): string => `${file}:${line}:${column}`
