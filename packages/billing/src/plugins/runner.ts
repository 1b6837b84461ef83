/**
 * The plugin runner port: runs one published plugin over some sessions, and says what came of each.
 */

import type { Manifest, Params, PluginInput, PluginLine } from '@wattline/plugin-sdk'

/** A published plugin as it is stored: immutable, named by its content hash. */
export interface RunnablePlugin {
  /** sha256 (hex) over bundle and manifest. */
  readonly hash: string
  /** One ES file without imports. */
  readonly bundle: string
  readonly manifest: Manifest
}

export interface PluginJob {
  /** The tenant: a process never serves two in its life. */
  readonly operatorId: string
  readonly plugin: RunnablePlugin
  readonly params: Params
  readonly inputs: readonly PluginInput[]
}

/** `suspended` was not run at all: it had failed too often. */
export type PluginFailure =
  | 'threw'
  | 'timeout'
  | 'memory'
  | 'bad-output'
  | 'load'
  | 'cell-lost'
  | 'suspended'

/**
 * One per input. A failure is a recorded fact, all or nothing: re-rating replays it, it does not
 * find it again.
 */
export type PluginOutcome =
  | { readonly kind: 'APPLIED'; readonly lines: readonly PluginLine[] }
  | { readonly kind: 'NO_LINES' }
  | {
      readonly kind: 'FAILED'
      readonly cause: PluginFailure
      readonly message: string
      /**
       * Where in the bundle something was thrown, from 1, as the engine says: for the author alone.
       */
      readonly at?: { readonly line: number; readonly column: number }
    }

export interface PluginRunner {
  /** Names engine and layers for the bill: `ses 2.3.0 / node 20.20.2 / jitless`. */
  readonly engine: string
  /** Never throws for what a plugin does; one outcome for each input, in order. */
  run(job: PluginJob): Promise<readonly PluginOutcome[]>
  /** Stops all cells. */
  close(): Promise<void>
}
