/** The clock of this machine, for commands. */

import { type Clock, Temporal } from '@wattline/units'

export const clock: Clock = { now: () => Temporal.Now.instant() }
