/** What a job does for a bundle of subjects, and what it could not do. */

import type { WorkerCore } from '@wattline/billing'

export interface Failure {
  readonly subjectId: string
  readonly fault: unknown
}

/**
 * Safe to run any number of times. Returns the subjects that failed; one never fails its
 * neighbours.
 */
export type RunJob = (
  core: WorkerCore,
  operatorId: string,
  subjectIds: readonly string[],
) => Promise<readonly Failure[]>

/** How many subjects of one job are worked on side by side: each needs a database connection. */
const lanes = 4

/** A job that does the same for each subject. */
export function forEach(
  work: (core: WorkerCore, operatorId: string, subjectId: string) => Promise<unknown>,
): RunJob {
  return async (core, operatorId, subjectIds) => {
    const failures: Failure[] = []
    const left = [...subjectIds]
    const lane = async () => {
      for (let subjectId = left.shift(); subjectId !== undefined; subjectId = left.shift()) {
        try {
          await work(core, operatorId, subjectId)
        } catch (fault) {
          failures.push({ subjectId, fault })
        }
      }
    }
    await Promise.all(Array.from({ length: lanes }, lane))
    return failures
  }
}
