/** Which job each topic's queue runs. */

import type { Topic } from '@wattline/billing'

import { askJob } from './ask.job.js'
import { backtestJob } from './backtest.job.js'
import { claimJob } from './claim.job.js'
import { collectJob } from './collect.job.js'
import { invoiceJob } from './invoice.job.js'
import type { RunJob } from './job.js'
import { mendingJob } from './mending.job.js'
import { noticeJob } from './notice.job.js'
import { publicationJob } from './publication.job.js'

export const jobs: Readonly<Record<Topic, RunJob>> = {
  hold: askJob,
  invoice: invoiceJob,
  collect: collectJob,
  capture: askJob,
  cancel: askJob,
  claim: claimJob,
  refund: askJob,
  notice: noticeJob,
  publication: publicationJob,
  backtest: backtestJob,
  mending: mendingJob,
}
