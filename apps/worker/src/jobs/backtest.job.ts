/** Takes a back-test some pages further. */

import { failBacktest, runBacktest } from '@wattline/billing'

import { kindOfFault } from './fault.js'
import { forEach } from './job.js'

/** A fault that no further try mends ends the back-test, and goes on to the log. */
export const backtestJob = forEach(async (core, operatorId, backtestId) => {
  try {
    await runBacktest(core, { operatorId, backtestId })
  } catch (fault) {
    if (kindOfFault(fault) !== 'weather') await failBacktest(core, operatorId, backtestId)
    throw fault
  }
})
