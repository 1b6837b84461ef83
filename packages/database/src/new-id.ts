/**
 * Makes row ids: uuid version 7, in time order, so that index pages stay warm and ids are known
 * before the write.
 */

import type { Clock } from '@wattline/units'
import { v7 } from 'uuid'

export type NewId = () => string

/** Ids that carry the given clock's time and 74 random bits. */
export function idsBy(clock: Clock): NewId {
  return () => v7({ msecs: clock.now().epochMilliseconds })
}
