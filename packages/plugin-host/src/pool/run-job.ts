/**
 * Prices a job's sessions in its operator's cell, batch by batch, and turns every way to lose the
 * cell into an outcome of the session at fault.
 */

import { createHash } from 'node:crypto'

import type { PluginJob, PluginOutcome } from '@wattline/billing'
import type { PluginInput } from '@wattline/plugin-sdk'

import { toCell } from '../wire/frames.js'
import { pack } from '../wire/pack.js'
import { writeRun } from '../wire/requests.js'
import type { Lost } from './cell.js'
import { loadCode, loadCpuMs, lostMessages } from './load-code.js'
import { failed, readOutcomes } from './read-outcomes.js'
import type { Seat } from './seats.js'
import { batchesOf, splitBatch } from './split-batch.js'
import type { Limits } from './watch.js'

/** What a job may take. */
export interface JobLimits {
  /** CPU time of the cell, counted from when it began on a batch. */
  readonly deadline: { readonly baseMs: number; readonly perSessionMs: number }
  /** Sessions in one request. */
  readonly batchSize: number
  /** Resident memory at which a cell is killed. */
  readonly memoryBytesMax: number
}

/**
 * How much wall time a cell is given on a busy machine, as a multiple of its CPU time, and at
 * least.
 */
const wallFactor = 10
const wallMsMin = 10_000

/** What came of one request: words to read, why the code does not load, or how it was lost. */
type Answer = { readonly text: string } | { readonly fault: string } | Lost

/** A request on its way. */
interface Asked {
  readonly answer: Answer | Promise<Answer>
  /** Resolves once the cell has all of it. */
  readonly sent: () => Promise<void>
}

class JobRun {
  /** The name is the hash of what will run, not the hash we were told. */
  private readonly key: string

  constructor(
    private readonly seat: Seat,
    private readonly job: PluginJob,
    private readonly limits: JobLimits,
  ) {
    this.key = createHash('sha256').update(job.plugin.bundle).digest('hex')
  }

  /** While the cell works on a batch, the host judges the one before and packs the one after. */
  async outcomes(inputs: readonly PluginInput[]): Promise<PluginOutcome[]> {
    const batches = batchesOf(inputs, this.limits.batchSize)
    const outcomes: PluginOutcome[] = []
    let judge = () => {}
    let payload = this.payloadOf(batches[0] ?? [])
    for (const [index, batch] of batches.entries()) {
      const asked = await this.ask(batch.length, payload)
      await asked.sent()
      judge()
      judge = () => {}
      payload = this.payloadOf(batches[index + 1] ?? [])
      const answer = await asked.answer
      if ('lost' in answer) outcomes.push(...(await this.retry(batch, answer)))
      else judge = () => outcomes.push(...this.judge(answer, batch))
    }
    judge()
    return outcomes
  }

  /** Of a lost batch: ever smaller ones in fresh cells, until the session at fault stands alone. */
  private async retry(batch: readonly PluginInput[], { lost }: Lost): Promise<PluginOutcome[]> {
    if (batch.length > 1) {
      const outcomes: PluginOutcome[] = []
      for (const smaller of splitBatch(batch)) {
        const { answer: asked } = await this.ask(smaller.length, this.payloadOf(smaller))
        const answer = await asked
        const isLost = 'lost' in answer
        outcomes.push(...(isLost ? await this.retry(smaller, answer) : this.judge(answer, smaller)))
      }
      return outcomes
    }
    if (lost !== 'cell-lost') return [failed(lost, lostMessages[lost])]
    const asked = await this.ask(1, this.payloadOf(batch))
    const again = await asked.answer
    return 'lost' in again
      ? [failed(again.lost, lostMessages[again.lost])]
      : this.judge(again, batch)
  }

  private judge(answer: Exclude<Answer, Lost>, batch: readonly PluginInput[]): PluginOutcome[] {
    if ('fault' in answer) return batch.map(() => failed('load', answer.fault))
    return readOutcomes(answer.text, this.job, batch)
  }

  private payloadOf(batch: readonly PluginInput[]): Uint8Array {
    const header = { key: this.key, params: this.job.params, sessions: batch.length }
    return writeRun(header, pack(batch))
  }

  private async ask(sessions: number, payload: Uint8Array): Promise<Asked> {
    const cell = await this.seat.cell()
    const sent = () => cell.sent()
    const code = { key: this.key, bundle: this.job.plugin.bundle }
    const loaded = await loadCode(cell, code, this.limitsOf(loadCpuMs))
    if (loaded !== undefined) return { answer: loaded, sent }
    const { baseMs, perSessionMs } = this.limits.deadline
    const limits = this.limitsOf(baseMs + perSessionMs * sessions)
    return { answer: cell.ask(toCell.run, payload, limits), sent }
  }

  private limitsOf(cpuMs: number): Limits {
    const wallMs = Math.max(wallMsMin, cpuMs * wallFactor)
    return { cpuMs, wallMs, memoryBytes: this.limits.memoryBytesMax }
  }
}

/**
 * One outcome for each input of the job, in order.
 *
 * @throws only what the seat throws that has no cell to give
 */
export function runJob(seat: Seat, job: PluginJob, limits: JobLimits): Promise<PluginOutcome[]> {
  return new JobRun(seat, job, limits).outcomes(job.inputs)
}
