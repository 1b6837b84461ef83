/**
 * A process of its own, with its own pool, that does one step of a worker's work when told to: for
 * races between processes. Plain JavaScript, for it runs without a build of the tests.
 */

import { createAdyenProvider } from '@wattline/adyen'
import { applyWebhooks, askProvider, entities } from '@wattline/billing'
import { connect, idsBy } from '@wattline/database'
import { StoppedClock, Temporal } from '@wattline/units'

/** The steps a racer can be told to make. */
const steps = {
  async open({ databaseUrl, adyen, now }) {
    const clock = new StoppedClock(Temporal.Instant.from(now))
    const db = await connect({ url: databaseUrl, entities, applicationName: 'racer', poolSize: 2 })
    // The first query opens the connection: the race is not about who connects first.
    await db.query('select 1')
    core = { db, clock, newId: idsBy(clock), provider: createAdyenProvider(adyen) }
  },
  async ask({ operatorId, intentId }) {
    await askProvider(core, operatorId, intentId)
  },
  async apply() {
    while ((await applyWebhooks(core)) > 0);
  },
  async close() {
    core.provider.close()
    await core.db.destroy()
  },
}

let core

process.on('message', async ({ step, ...given }) => {
  try {
    await steps[step](given)
    process.send({ done: step })
  } catch (fault) {
    process.send({ fault: String(fault) })
  }
})
process.once('disconnect', () => process.exit())
