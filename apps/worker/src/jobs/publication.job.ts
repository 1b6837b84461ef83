/** Judges an uploaded plugin by the publish gate, and publishes or refuses it. */

import { judgePublication } from '@wattline/billing'

import { forEach } from './job.js'

export const publicationJob = forEach(judgePublication)
