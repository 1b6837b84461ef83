/**
 * The publish gate port: judges an uploaded plugin, and names every reason against it with the
 * smallest bill that shows it.
 */

import type { Golden, Params, PluginInput, PluginLine } from '@wattline/plugin-sdk'

import type { RunnablePlugin } from './runner.js'

/** What an author hands in. */
export interface PluginUpload {
  /** One ES file without imports, whose default export is the plugin. */
  readonly bundle: string
  readonly goldens: readonly Golden[]
  /** Source map (JSON, version 3) from the bundle to the author's files; for messages only. */
  readonly sourceMap?: string
}

/** In the order in which they are taken; a step is only taken when those it builds on passed. */
export type GateStep =
  | 'bundle'
  | 'lint'
  | 'manifest'
  | 'goldens'
  | 'fuel'
  | 'invariants'
  | 'agreement'

/** A session that shows a fault, made as small as it could be. */
export interface ShowingBill {
  readonly input: PluginInput
  readonly params: Params
  /** What the plugin answered, where it did. */
  readonly lines?: readonly PluginLine[]
}

export interface GateFault {
  readonly step: GateStep
  /** What the plugin did, and what is allowed. */
  readonly message: string
  /** In the author's own file where the source map says so, else in the bundle; from 1. */
  readonly place?: { readonly file: string; readonly line: number; readonly column: number }
  /** The golden test at fault. */
  readonly golden?: string
  readonly bill?: ShowingBill
}

/** What was tried, and what it came to. */
export interface GateReport {
  /** Every engine whose answers were compared: `ses 2.3.0 / node 20.20.2 / jitless`. */
  readonly engines: readonly string[]
  readonly goldens: number
  readonly generatedBills: number
  /** sha256 over all answers: equal on every engine, in every order and batch. */
  readonly answersHash: string
  /** QuickJS interrupt ticks of the costliest session, and how many are allowed. */
  readonly fuelMost: number
  readonly fuelAllowed: number
}

export type GateVerdict =
  | { readonly plugin: RunnablePlugin; readonly report: GateReport }
  | { readonly faults: readonly GateFault[] }

/** The machine cannot judge others' plugins: nothing is known of the upload, and it waits. */
export class GateClosed extends Error {
  override readonly name = 'GateClosed'

  /** @param reason which layer is missing, for the author and for whoever runs the machine */
  constructor(readonly reason: string) {
    super(`plugins cannot be judged on this machine: ${reason}`)
  }
}

export interface PluginGate {
  /**
   * Never throws for what an upload holds.
   *
   * @throws GateClosed where the layers are missing that a third party's plugin needs
   */
  judge(operatorId: string, upload: PluginUpload): Promise<GateVerdict>
}
