/** Runs one bundle: skips what is done, does the rest, and gives what failed jobs of its own. */

import type { Topic, WorkerCore } from '@wattline/billing'

import type { Log } from '../log.js'
import { nameBundle } from '../outbox/bundle.js'
import { markDone, stillWaiting } from '../outbox/settle.js'
import type { Bundle, Queues } from '../queues/queues.js'
import { describe, forQueue, kindOfFault } from './fault.js'
import type { RunJob } from './job.js'

export interface Workshop {
  readonly core: WorkerCore
  readonly queues: Queues
  readonly jobs: Readonly<Record<Topic, RunJob>>
  readonly log: Log
}

/**
 * Safe to run any number of times and to be killed anywhere: an event leaves the outbox only after
 * its work.
 *
 * @throws the fault of a bundle of one, for the queue to try again or to give up; the event then
 * stays in the outbox
 */
export async function perform(workshop: Workshop, topic: Topic, bundle: Bundle): Promise<void> {
  const { core, queues, jobs, log } = workshop
  const { operatorId } = bundle
  const subjects = await stillWaiting(core.db, bundle.subjects)
  if (subjects.length === 0) return

  const failures = await jobs[topic](
    core,
    operatorId,
    subjects.map(subject => subject.subjectId),
  )
  const failed = new Map(failures.map(({ subjectId, fault }) => [subjectId, fault]))
  await markDone(
    core.db,
    subjects.filter(subject => !failed.has(subject.subjectId)),
  )

  for (const [subjectId, fault] of failed) {
    const facts = { topic, operatorId, subjectId, fault: describe(fault) }
    if (kindOfFault(fault) !== 'weather')
      log.error(facts, 'a job cannot be done: a person should look')
  }
  const [first] = failures
  if (!first) return
  if (subjects.length === 1) throw forQueue(first.fault)
  const alone = subjects.filter(subject => failed.has(subject.subjectId))
  await queues.add(
    topic,
    alone.map(subject => nameBundle(topic, operatorId, [subject])),
  )
}
