/** Refuses an upload by its form alone, before anything of it is stored or judged. */

import type { InputFault } from '../refusal.js'
import type { PluginUpload } from './gate.js'

/** In bytes of UTF-8; goldens as JSON. */
export const uploadBytesAtMost = {
  bundle: 262_144,
  goldens: 1_048_576,
  sourceMap: 1_048_576,
} as const

const depthAtMost = 32
/** What neither a text nor a JSON column can hold. */
const unstorable = /\0|\p{Surrogate}/u

/** Every fault of form; none means that the upload may be stored, not that it is sound. */
export function faultsInUpload({ bundle, goldens, sourceMap }: PluginUpload): InputFault[] {
  return [
    ...(bundle === ''
      ? [{ path: 'bundle', message: 'It is empty' }]
      : textFaults('bundle', bundle)),
    ...(sourceMap === undefined ? [] : sourceMapFaults(sourceMap)),
    ...goldenFaults(goldens),
  ]
}

function textFaults(path: keyof typeof uploadBytesAtMost, text: string): InputFault[] {
  if (unstorable.test(text))
    return [{ path, message: 'It holds characters that no text may: NUL, or half of a pair' }]
  const bytes = Buffer.byteLength(text)
  const most = uploadBytesAtMost[path]
  if (bytes <= most) return []
  return [{ path, message: `It has ${bytes} bytes, and may have ${most}: make it smaller` }]
}

function sourceMapFaults(sourceMap: string): InputFault[] {
  const faults = textFaults('sourceMap', sourceMap)
  if (faults.length > 0 || isSourceMap(sourceMap)) return faults
  return [{ path: 'sourceMap', message: 'A source map of version 3, as the text of its JSON' }]
}

function isSourceMap(text: string): boolean {
  try {
    const map: unknown = JSON.parse(text)
    return isObject(map) && map.version === 3
  } catch {
    return false
  }
}

function goldenFaults(goldens: unknown): InputFault[] {
  if (!Array.isArray(goldens) || goldens.length === 0)
    return [{ path: 'goldens', message: 'A list of golden tests, at least one' }]
  const faults = goldens.flatMap((golden: unknown, index) =>
    isGolden(golden)
      ? []
      : [
          {
            path: `goldens[${index}]`,
            message: 'An object with name (text), input and params (objects) and lines (a list)',
          },
        ],
  )
  if (faults.length > 0) return faults
  const odd = oddityIn(goldens)
  return odd ? [{ path: 'goldens', message: odd }] : textFaults('goldens', JSON.stringify(goldens))
}

function isGolden(value: unknown): boolean {
  return (
    isObject(value) &&
    typeof value.name === 'string' &&
    isObject(value.input) &&
    isObject(value.params) &&
    Array.isArray(value.lines)
  )
}

/**
 * Goes level by level instead of calling itself: what is nested deeply must not end the process.
 */
function oddityIn(goldens: readonly unknown[]): string | undefined {
  let level: readonly unknown[] = goldens
  for (let depth = 1; level.length > 0; depth += 1) {
    if (depth > depthAtMost) return `They are nested deeper than ${depthAtMost} levels`
    const texts = level.flatMap(value =>
      typeof value === 'string' ? [value] : isObject(value) ? Object.keys(value) : [],
    )
    if (texts.some(text => unstorable.test(text)))
      return 'They hold characters that no text may: NUL, or half of a pair'
    level = level.flatMap(value =>
      typeof value === 'object' && value !== null ? Object.values(value) : [],
    )
  }
  return undefined
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
