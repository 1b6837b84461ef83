/**
 * Puts together what a cell runs: SES as it was published, then our own program, read by the host
 * so that a cell needs no file.
 */

import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'

import { frameOf } from '../wire/frames.js'

const require = createRequire(import.meta.url)
const builtProgram = fileURLToPath(new URL('../../dist/cell.cjs', import.meta.url))

export const sesVersion: string = require('ses/package.json').version

/**
 * Takes the program from the pipe and runs it. All that is on the command line; the rest never
 * touches a disk.
 */
export const boot = `
const { readSync } = require('node:fs')
const take = length => {
  const bytes = Buffer.alloc(length)
  for (let at = 0; at < length; ) {
    const read = readSync(0, bytes, at, length - at, null)
    if (read === 0) process.exit(0)
    at += read
  }
  return bytes
}
const source = take(take(5).readUInt32LE(0)).toString()
new (require('node:vm').Script)(source, { filename: 'cell.js' }).runInThisContext()(require)
`

/** What runs in a cell. */
export interface Program {
  /** V8's own stack, in KB. */
  readonly stackKb: number
  /** The first frame a cell is sent. @throws when this package was not built */
  readonly frame: () => Buffer
}

/** A frame with these files as the body of a function of `require`, read once. */
export function frameOfFiles(files: readonly string[], opening: () => string): () => Buffer {
  let frame: Buffer | undefined
  return () => {
    if (frame !== undefined) return frame
    const missing = files.find(file => !existsSync(file))
    if (missing !== undefined)
      throw new Error(`a cell's program is missing: build @wattline/plugin-host (${missing})`)
    const parts = [opening(), ...files.map(file => readFileSync(file, 'utf8'))]
    frame = frameOf(0, Buffer.from(`(function (require) {\n${parts.join('\n')}\n})`))
    return frame
  }
}

/** SES and our own program, in V8. */
export const ratingProgram: Program = {
  stackKb: 900,
  frame: frameOfFiles([require.resolve('ses'), builtProgram], () => ''),
}
