/**
 * `wattline bill`: bills a file of past sessions through the real chain and shows every difference.
 */

import { resolve } from 'node:path'
import { parseArgs } from 'node:util'

import { checkoutState } from '../start/main.js'
import { findStack, type Stack, startStack } from '../start/stack.js'
import { untilAskedToStop } from '../start/until-asked.js'
import { findTroubles } from './facts.js'
import type { Profile } from './profile.js'
import { reportText } from './report-text.js'
import { runBill } from './run.js'
import { profiles } from './workplace.js'
import { writeReport } from './write-report.js'

const names = profiles.map(({ name }) => name).join(', ')

export const usage = `wattline bill <file.csv> --profile <name> [--report <folder>]

Takes the file's sessions in, bills them and collects their money at the Adyen simulator, and
compares each fee with the one recorded then. Running it again takes nothing in twice.

  --profile  how to read and price the file: ${names}
  --report   where to write report.md, report.json and differences.csv; without it the report
             goes to the standard output

It uses the Wattline that runs in this checkout (npm start), or starts one for the time it takes.`

interface Arguments {
  readonly path: string
  readonly profile: Profile
  readonly report: string | undefined
}

/**
 * Runs the command; resolves with its exit code: 0 all billed and paid, 1 not all, 2 not
 * understood.
 */
export async function main(args: readonly string[]): Promise<number> {
  const read = readArguments(args)
  if (read === 'help') {
    process.stdout.write(`${usage}\n`)
    return 0
  }
  if ('fault' in read) {
    process.stderr.write(`wattline bill: ${read.fault}\n\n${usage}\n`)
    return 2
  }
  const stopping = new AbortController()
  void untilAskedToStop().then(signal =>
    stopping.abort(new Error(`Stopped by ${signal}. Running again goes on from here.`)),
  )
  let stack: Stack | undefined
  try {
    stack = await raiseStack(stopping.signal)
    return await bill(read, stack, stopping.signal)
  } catch (fault) {
    process.stderr.write(`\nwattline bill: ${(fault as Error).message}\n`)
    return 1
  } finally {
    await stack?.stop()
  }
}

async function bill(
  { path, profile, report }: Arguments,
  stack: Stack,
  signal: AbortSignal,
): Promise<number> {
  const facts = await runBill({
    path,
    profile,
    access: {
      databaseUrl: stack.databaseUrls.workerUrl,
      simulatorUrl: stack.simulatorUrl,
      simulatorApiKey: stack.simulatorApiKey,
    },
    onProgress: showProgress,
    signal,
  })
  process.stderr.write('\n')
  if (report === undefined) process.stdout.write(reportText(facts))
  else {
    await writeReport(report, facts)
    process.stdout.write(`The report is in ${report}\n`)
  }
  return findTroubles(facts).length === 0 ? 0 : 1
}

async function raiseStack(signal: AbortSignal): Promise<Stack> {
  const running = findStack(checkoutState)
  if (running) return running
  process.stderr.write('Starting Wattline for this run …\n')
  return startStack({
    directory: checkoutState,
    databaseUrl: process.env.DATABASE_URL || undefined,
    redisUrl: process.env.REDIS_URL || undefined,
    quiet: true,
    signal,
  })
}

/** One line that is written over on a terminal; in a log, a line for each change. */
function showProgress(line: string): void {
  process.stderr.write(process.stderr.isTTY ? `\r\u001b[2K${line}` : `${line}\n`)
}

function readArguments(args: readonly string[]): Arguments | 'help' | { readonly fault: string } {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        help: { type: 'boolean' },
        profile: { type: 'string' },
        report: { type: 'string' },
      },
    })
    if (values.help) return 'help'
    const [file, second] = positionals
    if (file === undefined || second !== undefined) return { fault: 'name one file.' }
    const profile = profiles.find(({ name }) => name === values.profile)
    if (!profile) return { fault: `--profile must be one of: ${names}.` }
    const report = values.report === undefined ? undefined : resolve(values.report)
    return { path: resolve(file), profile, report }
  } catch (fault) {
    return { fault: (fault as Error).message }
  }
}
