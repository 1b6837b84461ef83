/**
 * A process of its own that bills what its queue gives it, and says how far it is: to be killed.
 * Plain JavaScript, for it runs without a build of the tests.
 */

import { entities } from '@wattline/billing'
import { couponPlugin, InProcessRunner } from '@wattline/billing/testing'
import { connect, idsBy } from '@wattline/database'
import { StoppedClock, Temporal } from '@wattline/units'

import { invoiceJob } from '../../dist/jobs/invoice.job.js'
import { perform } from '../../dist/jobs/perform.js'
import { openQueues } from '../../dist/queues/open.js'

const { store, pace, databaseUrl, now, hangs } = JSON.parse(process.env.ORDER)
const log = { info() {}, warn() {}, error() {} }

const clock = new StoppedClock(Temporal.Instant.from(now))
const db = await connect({ url: databaseUrl, entities, applicationName: 'biller', poolSize: 4 })
const plugins = new InProcessRunner()
plugins.add(couponPlugin)
const runner = {
  engine: plugins.engine,
  async run(job) {
    // Coupons are claimed, and nothing is invoiced yet.
    process.send('claimed')
    if (hangs) await new Promise(() => {})
    return plugins.run(job)
  },
}
const core = { db, clock, newId: idsBy(clock), runner }
const queues = openQueues(store, log, pace)
const workshop = { core, queues, jobs: { invoice: invoiceJob }, log }
queues.work('invoice', async bundle => {
  await perform(workshop, 'invoice', bundle)
  process.send('billed')
})
process.once('disconnect', () => process.exit())
