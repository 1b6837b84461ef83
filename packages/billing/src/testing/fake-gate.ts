/**
 * A publish gate for tests: passes the plugins it was shown, refuses all else, breaks on demand.
 */

import type { Golden, Plugin } from '@wattline/plugin-sdk'

import type {
  GateFault,
  GateReport,
  GateVerdict,
  PluginGate,
  PluginUpload,
} from '../plugins/gate.js'
import type { RunnablePlugin } from '../plugins/runner.js'
import type { InProcessRunner } from './in-process-runner.js'

export const fakeReport: GateReport = {
  engines: ['in-process'],
  goldens: 1,
  generatedBills: 0,
  answersHash: '0'.repeat(64),
  fuelMost: 1,
  fuelAllowed: 10,
}

export class FakeGate implements PluginGate {
  /** What it was asked to judge, in order. */
  readonly judged: PluginUpload[] = []
  /** Runs before each verdict: to wait, or to throw. */
  before: () => Promise<void> = async () => undefined
  private readonly plugins = new Map<string, RunnablePlugin>()
  private readonly faults = new Map<string, readonly GateFault[]>()

  constructor(private readonly runner: InProcessRunner) {}

  /** The upload of a plugin that passes. */
  pass(plugin: Plugin, goldens: readonly Golden[] = [sampleGolden]): PluginUpload {
    const runnable = this.runner.add(plugin)
    this.plugins.set(runnable.bundle, runnable)
    return { bundle: runnable.bundle, goldens }
  }

  /** An upload that is refused for these reasons. */
  refuse(bundle: string, faults: readonly GateFault[]): PluginUpload {
    this.faults.set(bundle, faults)
    return { bundle, goldens: [sampleGolden] }
  }

  async judge(_operatorId: string, upload: PluginUpload): Promise<GateVerdict> {
    this.judged.push(upload)
    await this.before()
    const plugin = this.plugins.get(upload.bundle)
    if (plugin) return { plugin, report: fakeReport }
    const faults = this.faults.get(upload.bundle)
    return { faults: faults ?? [{ step: 'bundle', message: 'unknown to this gate' }] }
  }
}

export const sampleGolden = {
  name: 'an hour',
  input: { session: {}, periods: [] },
  params: {},
  lines: [],
} as unknown as Golden
