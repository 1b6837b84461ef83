/** Asks the payment provider for what an intent says: a hold, a capture, a cancel or a refund. */

import { askProvider } from '@wattline/billing'

import { forEach } from './job.js'

export const askJob = forEach(askProvider)
