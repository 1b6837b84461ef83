/**
 * What the worker's tests share: work that can be watched, and waiting for what it brings about.
 */

import { setTimeout as wait } from 'node:timers/promises'

import type { Failure, RunJob } from '../jobs/job.js'

/** Work that can be watched, and told to fail. */
export function watchedJob() {
  const done: string[] = []
  const bundles: string[][] = []
  const faults = new Map<string, unknown[]>()
  const run: RunJob = async (_core, _operatorId, subjectIds) => {
    bundles.push([...subjectIds])
    const failures: Failure[] = []
    for (const subjectId of subjectIds) {
      const fault = faults.get(subjectId)?.shift()
      if (fault) failures.push({ subjectId, fault })
      else done.push(subjectId)
    }
    return failures
  }
  return { done, bundles, faults, run }
}

/** Looks until the condition holds. @throws Error when it does not in time */
export async function until(
  holds: () => boolean | Promise<boolean>,
  withinMs = 15_000,
): Promise<void> {
  const deadline = performance.now() + withinMs
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error('the condition did not come about')
    await wait(20)
  }
}
