/**
 * A process of its own that judges one publication and kills itself inside the transaction that
 * writes the verdict. Plain JavaScript, for it runs without a build of the tests.
 */

import { entities, judgePublication } from '@wattline/billing'
import { connect } from '@wattline/database'
import { StoppedClock, Temporal } from '@wattline/units'

process.once('message', async ({ databaseUrl, operatorId, publicationId, now, verdict }) => {
  const clock = new StoppedClock(Temporal.Instant.from(now))
  const db = await connect({ url: databaseUrl, entities, applicationName: 'dying', poolSize: 1 })
  // The version's id is made with the publication locked and nothing committed.
  const newId = () => process.kill(process.pid, 'SIGKILL')
  const gate = { judge: async () => verdict }
  await judgePublication({ db, clock, newId, gate }, operatorId, publicationId)
})
process.once('disconnect', () => process.exit())
