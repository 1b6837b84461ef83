/** A plugin runner for tests: calls the plugin's function in this process, and fails on demand. */

import { createHash } from 'node:crypto'

import { identityText, type Plugin, type PluginInput } from '@wattline/plugin-sdk'

import type { PluginJob, PluginOutcome, PluginRunner, RunnablePlugin } from '../plugins/runner.js'

export class InProcessRunner implements PluginRunner {
  readonly engine = 'in-process'
  readonly jobs: PluginJob[] = []
  private readonly prices = new Map<string, Plugin['price']>()

  /** The plugin as it would be published. */
  add(plugin: Plugin): RunnablePlugin {
    const { id, version } = plugin.manifest
    // A real bundle holds its manifest: two versions are two texts.
    const bundle = `/* ${id} ${version} */ ${plugin.price}`
    const identity = identityText(plugin.manifest, bundle)
    const hash = createHash('sha256').update(identity).digest('hex')
    this.prices.set(hash, plugin.price)
    return { hash, bundle, manifest: plugin.manifest }
  }

  async run(job: PluginJob): Promise<readonly PluginOutcome[]> {
    this.jobs.push(job)
    return job.inputs.map(input => this.outcome(job, input))
  }

  async close(): Promise<void> {}

  private outcome(job: PluginJob, input: PluginInput): PluginOutcome {
    const price = this.prices.get(job.plugin.hash)
    if (!price) return { kind: 'FAILED', cause: 'load', message: 'unknown to this runner' }
    try {
      const { lines } = price(input, job.params)
      return lines.length > 0 ? { kind: 'APPLIED', lines } : { kind: 'NO_LINES' }
    } catch (error) {
      return { kind: 'FAILED', cause: 'threw', message: String(error) }
    }
  }
}
