/** `wattline price`: prices a file of OCPI cases, one a line, without a database. */

import { createReadStream, createWriteStream } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import type { Readable, Writable } from 'node:stream'
import { parseArgs } from 'node:util'

import { describe } from '../documents/read-json.js'
import { readLines } from '../documents/read-lines.js'
import { TextSink } from '../documents/text-sink.js'
import { isRefused, priceLines } from './price-lines.js'

export const usage = `wattline price --input cases.ndjson [--output priced.ndjson]

Prices OCPI cases, one JSON object a line:
  {"name", "ocpi_version", "timezone", "tariff" or "tariffs", "cdr", "context"?}
Answers each with a line of its own, in the same order: the totals of the CDR before and after VAT
with four decimals, or {"name", "error", "message"}. What cannot be priced is also told on the
standard error with its line number, and stops nothing.

  --input   the file of cases; - is the standard input
  --output  where the answers go; - or nothing is the standard output

Exit code: 0 all priced, 1 some not, 2 not understood.`

interface Arguments {
  readonly input: string
  readonly output: string
}

export async function main(args: readonly string[]): Promise<number> {
  try {
    const read = readArguments(args)
    if (read === 'help') {
      process.stdout.write(`${usage}\n`)
      return 0
    }
    return await price(read)
  } catch (fault) {
    const { message } = fault as Error
    process.stderr.write(`wattline price: ${message}\n`)
    return fault instanceof Misuse ? 2 : 1
  }
}

/** The command line, or a file it names, cannot be used. */
class Misuse extends Error {
  override readonly name = 'Misuse'
}

function readArguments(args: readonly string[]): Arguments | 'help' {
  let values: { input?: string; output?: string; help?: boolean }
  try {
    const text = { type: 'string' } as const
    const options = { input: text, output: text, help: { type: 'boolean' } } as const
    values = parseArgs({ args: [...args], options }).values
  } catch (fault) {
    throw new Misuse(`${(fault as Error).message}\n\n${usage}`)
  }
  if (values.help) return 'help'
  if (values.input === undefined) throw new Misuse(`name the cases: --input.\n\n${usage}`)
  return { input: values.input, output: values.output ?? '-' }
}

async function price({ input, output }: Arguments): Promise<number> {
  const chunks = await openInput(input)
  const out = new TextSink(
    await openOutput(output, input).catch(fault => {
      chunks.destroy()
      throw fault
    }),
  )
  const name = input === '-' ? 'standard input' : input
  let failed = 0
  for await (const { number, priced } of priceLines(readLines(chunks))) {
    if (isRefused(priced)) {
      failed += 1
      const of = priced.name === null ? '' : ` ${priced.name}:`
      process.stderr.write(`${name}:${number}:${of} ${priced.error}: ${priced.message}\n`)
    }
    if (!(await out.write(`${JSON.stringify(priced)}\n`))) break
  }
  await out.end()
  return failed === 0 ? 0 : 1
}

async function openInput(path: string): Promise<Readable> {
  if (path === '-') return process.stdin
  try {
    if ((await stat(path)).isDirectory()) throw new Misuse(`${path} cannot be read: it is a folder`)
    const file = await open(path)
    return createReadStream(path, { fd: file })
  } catch (fault) {
    if (fault instanceof Misuse) throw fault
    throw new Misuse(`${path} cannot be read: ${describe(fault as NodeJS.ErrnoException)}`)
  }
}

/** Answers must not overwrite the cases they are made of. */
async function openOutput(path: string, input: string): Promise<Writable> {
  if (path === '-') return process.stdout
  try {
    if (input !== '-' && (await isSameFile(path, input))) {
      throw new Misuse(`${path} is the input; write the answers to another file`)
    }
    const file = await open(path, 'w')
    return createWriteStream(path, { fd: file })
  } catch (fault) {
    if (fault instanceof Misuse) throw fault
    throw new Misuse(`${path} cannot be written: ${describe(fault as NodeJS.ErrnoException)}`)
  }
}

async function isSameFile(one: string, other: string): Promise<boolean> {
  const [a, b] = await Promise.all([one, other].map(path => stat(path).catch(() => undefined)))
  return a !== undefined && b !== undefined && a.dev === b.dev && a.ino === b.ino
}
