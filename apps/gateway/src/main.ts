/**
 * The gateway's process: reads the environment, starts, and stops when it is told to or its parent
 * is gone.
 */

import { Temporal } from '@wattline/units'

import { readConfig } from './config/read-config.js'
import { startGateway } from './start.js'

async function main(): Promise<void> {
  const clock = { now: () => Temporal.Now.instant() }
  const gateway = await startGateway(readConfig(process.env), { clock })
  let isStopping = false
  const stop = () => {
    if (isStopping) return
    isStopping = true
    gateway.stop().then(
      () => process.exit(0),
      (error: unknown) => fail(error),
    )
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
  process.on('disconnect', stop)
  process.send?.({ ready: true, url: gateway.url })
}

function fail(error: unknown): never {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
}

main().catch(fail)
