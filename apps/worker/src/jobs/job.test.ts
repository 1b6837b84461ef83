import type { WorkerCore } from '@wattline/billing'

import { forEach } from './job.js'

const core = {} as WorkerCore

test('every subject is worked on once, and one that fails costs no other', async () => {
  const subjects = Array.from({ length: 11 }, (_, index) => `s${index}`)
  const done: string[] = []
  const run = forEach(async (_core, operatorId, subjectId) => {
    await null
    if (subjectId === 's3') throw new Error('no')
    done.push(`${operatorId} ${subjectId}`)
  })
  const failures = await run(core, 'A', subjects)
  expect(failures).toEqual([{ subjectId: 's3', fault: new Error('no') }])
  expect(done.sort()).toEqual(
    subjects
      .filter(id => id !== 's3')
      .map(id => `A ${id}`)
      .sort(),
  )
})

test('a job of many subjects takes no more than four connections', async () => {
  let [running, most] = [0, 0]
  const run = forEach(async () => {
    running += 1
    most = Math.max(most, running)
    await new Promise(resolve => setImmediate(resolve))
    running -= 1
  })
  await run(
    core,
    'A',
    Array.from({ length: 20 }, (_, index) => `s${index}`),
  )
  expect(most).toBe(4)
})
