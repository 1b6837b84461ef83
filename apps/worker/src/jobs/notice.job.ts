/** Sends a notice to the partner it is for. */

import { sendNotice } from '@wattline/billing'

import { forEach } from './job.js'

export const noticeJob = forEach(sendNotice)
