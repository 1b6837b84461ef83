/**
 * Reads what a cell said of a batch. Nothing a cell says is believed: its text is parsed and every
 * answer checked again here.
 */

import type { PluginJob, PluginOutcome } from '@wattline/billing'
import { faultsInAnswer, type PluginInput, type PluginLine } from '@wattline/plugin-sdk'

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

function readFailure(reply: unknown): PluginOutcome {
  const { failed: cause, message } = (reply ?? {}) as Record<string, unknown>
  const words = typeof message === 'string' ? message : 'no message'
  if (cause === 'threw' || cause === 'bad-output' || cause === 'load') return failed(cause, words)
  return failed('bad-output', 'the cell gave no readable answer')
}

function readReply(reply: unknown, job: PluginJob, input: PluginInput): PluginOutcome {
  if (!Array.isArray(reply)) return readFailure(reply)
  if (reply.length === 0) return { kind: 'NO_LINES' }
  const { manifest } = job.plugin
  const faults = faultsInAnswer({ lines: reply }, manifest, { input, params: job.params })
  if (faults.length > 0) return failed('bad-output', faults.join('; '))
  return { kind: 'APPLIED', lines: reply as readonly PluginLine[] }
}

/** One outcome for each input of the batch, in order, whatever the text is. */
export function readOutcomes(
  text: string,
  job: PluginJob,
  inputs: readonly PluginInput[],
): PluginOutcome[] {
  const replies = parseArray(text)
  const sound = replies.length === inputs.length ? replies : []
  return inputs.map((input, index) => readReply(sound[index], job, input))
}
