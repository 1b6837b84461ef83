/** Takes a mending some pages further. */

import { failMending, runMending } from '@wattline/billing'

import { kindOfFault } from './fault.js'
import { forEach } from './job.js'

/** A fault that no further try mends ends the mending, and goes on to the log. */
export const mendingJob = forEach(async (core, operatorId, mendingId) => {
  try {
    await runMending(core, { operatorId, mendingId })
  } catch (fault) {
    if (kindOfFault(fault) !== 'weather') await failMending(core, operatorId, mendingId)
    throw fault
  }
})
