/** `npm start` and `wattline start`: runs everything on this machine until it is asked to stop. */

import { relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

import { bannerOf } from './banner.js'
import { usualPorts } from './ports.js'
import { AlreadyRunning, startStack } from './stack.js'
import { untilAskedToStop } from './until-asked.js'

/** Where the state is kept: in the checkout, or where WATTLINE_STATE says. */
export const checkoutState = resolve(
  process.env.WATTLINE_STATE || fileURLToPath(new URL('../../../../.wattline', import.meta.url)),
)

export const usage = `wattline start [--port <number>] [--empty | --sample]

Starts Postgres, the Adyen simulator, the gateway and the worker on this machine.

  --port    the gateway's port; without it ${usualPorts.gateway}, or a free one when that is taken
  --empty   without the sample operators, tariffs and sessions
  --sample  with them also in a database of your own (DATABASE_URL): their keys are well known

DATABASE_URL names a Postgres to use instead of the embedded one (a role that may create tables
and roles), REDIS_URL a Redis for the queues, LOG_LEVEL how much goes into the logs.`

/** Runs the command; resolves with its exit code. */
export async function main(args: readonly string[]): Promise<number> {
  const { port, isEmpty, isSample, isHelp, faults } = readArguments(args)
  if (isHelp) {
    process.stdout.write(`${usage}\n`)
    return 0
  }
  if (faults !== undefined) {
    process.stderr.write(`wattline start: ${faults}\n\n${usage}\n`)
    return 2
  }
  const databaseUrl = process.env.DATABASE_URL || undefined
  const stopping = new AbortController()
  const stopAsked = untilAskedToStop().then(() => {
    process.stdout.write('\nStopping …\n')
    stopping.abort()
  })
  try {
    const stack = await startStack({
      directory: checkoutState,
      databaseUrl,
      redisUrl: process.env.REDIS_URL || undefined,
      // Its keys stand in the source: they do not go into somebody's own database unasked.
      seedSampleWorld: isSample || (!isEmpty && databaseUrl === undefined),
      usualPorts,
      gatewayPort: port,
      signal: stopping.signal,
    })
    const folder = relative(process.cwd(), checkoutState) || '.wattline'
    const isEmbedded = databaseUrl === undefined
    process.stdout.write(bannerOf(stack, { folder, usual: usualPorts, isEmbedded }))
    await stopAsked
    await stack.stop()
    return 0
  } catch (fault) {
    if (stopping.signal.aborted) return 0
    process.stderr.write(`${(fault as Error).message}\n`)
    return fault instanceof AlreadyRunning ? 3 : 1
  }
}

function readArguments(args: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        help: { type: 'boolean', default: false },
        port: { type: 'string' },
        empty: { type: 'boolean', default: false },
        sample: { type: 'boolean', default: false },
      },
    })
    const port = values.port === undefined ? undefined : Number(values.port)
    const isPort = port === undefined || (Number.isInteger(port) && port > 0 && port < 65_536)
    const faults = isPort ? undefined : `--port ${values.port} is not a port number.`
    const { help: isHelp, empty: isEmpty, sample: isSample } = values
    return { port, isEmpty, isSample, isHelp, faults }
  } catch (fault) {
    return { isEmpty: false, isSample: false, isHelp: false, faults: (fault as Error).message }
  }
}
