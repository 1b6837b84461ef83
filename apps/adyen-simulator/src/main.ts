/** The simulator as a process of its own, configured by its environment. */

import { randomInt } from 'node:crypto'

import { readSimulatorConfig } from './config.js'
import { startSimulator } from './start.js'

const clock = { now: () => ({ epochMilliseconds: Date.now() }) }

/** As many steps as `randomInt` allows. */
const steps = 2 ** 47

const read = readSimulatorConfig(process.env)
if ('faults' in read) {
  for (const fault of read.faults) process.stderr.write(`${fault}\n`)
  process.exit(1)
}

try {
  const simulator = await startSimulator({
    ...read.config,
    clock,
    random: () => randomInt(steps) / steps,
    onFault: fault => process.stderr.write(`simulator: ${String(fault)}\n`),
  })
  const stop = () => {
    simulator.stop().then(
      () => process.exit(0),
      () => process.exit(1),
    )
  }
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
  process.once('disconnect', stop)
  process.stdout.write(`Adyen simulator listens on ${simulator.url}\n`)
  process.send?.({ ready: true, url: simulator.url })
} catch (fault) {
  process.stderr.write(`simulator: ${fault instanceof Error ? fault.message : String(fault)}\n`)
  process.exit(1)
}
