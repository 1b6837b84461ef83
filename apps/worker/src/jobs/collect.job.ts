/** Decides what a payment needs next to be collected. */

import { collect } from '@wattline/billing'

import { forEach } from './job.js'

export const collectJob = forEach(collect)
