/** Turns a failed start into a message that says what happened, where, and what to do. */

import { closeSync, fstatSync, openSync, readSync } from 'node:fs'

const tailBytes = 4096

/** The last 4 kB of a log, from the first whole line on; empty when there is no log. */
export function tailOf(file: string): string {
  let descriptor: number
  try {
    descriptor = openSync(file, 'r')
  } catch {
    return ''
  }
  try {
    const size = fstatSync(descriptor).size
    const from = Math.max(0, size - tailBytes)
    const buffer = Buffer.alloc(size - from)
    readSync(descriptor, buffer, 0, buffer.length, from)
    const text = buffer.toString('utf8')
    return (from === 0 ? text : text.slice(text.indexOf('\n') + 1)).trimEnd()
  } finally {
    closeSync(descriptor)
  }
}

/** A failure as it will be told; `output` is what the failed program wrote. */
export interface Failure {
  readonly what: string
  readonly home: string
  readonly output: string
}

/** The message of a failure: the cause where it is known, then the output's tail. */
export function explainFailure({ what, home, output }: Failure): string {
  const cause = knownCause(output, home)
  const heard = output.trim()
  const tail = heard === '' ? 'It wrote nothing.' : `It wrote last:\n${indent(heard)}`
  return [what, cause, tail].filter(part => part !== undefined).join('\n')
}

function knownCause(output: string, home: string): string | undefined {
  if (/No space left on device|could not write .*: wrote only|ENOSPC/i.test(output)) {
    return `There is no disk space left under ${home}: free some and start again.`
  }
  if (/could not bind|Address already in use/i.test(output)) {
    return 'Its port is taken by another program: name another one, or stop that program.'
  }
  if (/GLIBC|not found \(required by|ld-linux/i.test(output)) {
    return 'The bundled Postgres needs glibc; on this system name a server in DATABASE_URL.'
  }
  if (/error while loading shared libraries/i.test(output)) {
    return 'A library of the bundled Postgres is missing: install again with `npm ci`.'
  }
  return undefined
}

function indent(text: string): string {
  return text
    .slice(-tailBytes)
    .split('\n')
    .map(line => `  ${line}`)
    .join('\n')
}
