/**
 * Reads what a cell said of a batch. Nothing a cell says is believed: its text is parsed and every
 * answer checked again here.
 */

import type { PluginJob, PluginOutcome } from '@wattline/billing'
import { faultsInAnswer, type PluginInput, type PluginLine } from '@wattline/plugin-sdk'

import { placeInBundle } from '../bundle/factory.js'
import { LineReader } from '../wire/line-heads.js'
import { type Vouches, voucherFor } from './vouch.js'

const maxMessageCharacters = 300

export const failed = (
  cause: Extract<PluginOutcome, { kind: 'FAILED' }>['cause'],
  message: string,
): PluginOutcome => ({ kind: 'FAILED', cause, message: message.slice(0, maxMessageCharacters) })

function parseArray(text: string): readonly unknown[] {
  try {
    const value: unknown = JSON.parse(text)
    return Array.isArray(value) ? value : []
  } catch {
    return []
  }
}

function readFailure(reply: unknown, bundle: string): PluginOutcome {
  const { failed: cause, message, at: told } = (reply ?? {}) as Record<string, unknown>
  const words = typeof message === 'string' ? message : 'no message'
  const at = placeInBundle(bundle, told)
  if (cause === 'threw' || cause === 'bad-output' || cause === 'load')
    return { ...failed(cause, words), ...(at && { at }) }
  return failed('bad-output', 'the cell gave no readable answer')
}

/** Reads the replies of one batch. */
class Judge {
  private readonly vouches: Vouches
  private readonly reader = new LineReader()

  constructor(private readonly job: PluginJob) {
    this.vouches = voucherFor(job.plugin.manifest, job.params)
  }

  outcome(reply: unknown, input: PluginInput): PluginOutcome {
    if (!Array.isArray(reply)) return readFailure(reply, this.job.plugin.bundle)
    if (reply.length === 0) return { kind: 'NO_LINES' }
    const lines: unknown[] = []
    for (const told of reply) lines.push(this.reader.line(told))
    if (!this.vouches(lines, input)) {
      const { plugin, params } = this.job
      const faults = faultsInAnswer({ lines }, plugin.manifest, { input, params })
      if (faults.length > 0) return failed('bad-output', faults.join('; '))
    }
    return { kind: 'APPLIED', lines: lines as readonly PluginLine[] }
  }
}

/** One outcome for each input of the batch, in order, whatever the text is. */
export function readOutcomes(
  text: string,
  job: PluginJob,
  inputs: readonly PluginInput[],
): PluginOutcome[] {
  const replies = parseArray(text)
  const sound = replies.length === inputs.length ? replies : []
  const judge = new Judge(job)
  return inputs.map((input, index) => judge.outcome(sound[index], input))
}
