/** Gathers a refund claim's evidence and decides it by the operator's policy. */

import { decideClaim } from '@wattline/billing'

import { forEach } from './job.js'

export const claimJob = forEach(decideClaim)
