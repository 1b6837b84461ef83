/**
 * The doors of the command line for other packages: start a whole Wattline, or find the running
 * one.
 */

export type { Addresses } from './start/running-file.js'
export type { SampleWorld, SeedSampleWorld } from './start/sample-world.js'
export {
  AlreadyRunning,
  findStack,
  type Stack,
  type StackOptions,
  startStack,
} from './start/stack.js'
