/** Refuses ids that cannot exist before the database is asked: what is no uuid names nothing. */

import { Refusal } from '@wattline/billing'

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** @throws Refusal `not-found` naming the kind of thing asked for */
export function knownId(what: string, id: string): string {
  if (!uuid.test(id)) throw notFound(what, id)
  return id.toLowerCase()
}

/** The same for an id that may be left out. */
export function knownIdIfAny(what: string, id: string | null | undefined): string | undefined {
  return id === null || id === undefined ? undefined : knownId(what, id)
}

/** Foreign and unknown look the same, so that nothing is learnt of another operator. */
export function notFound(what: string, id: string): Refusal {
  return new Refusal('not-found', { what, id })
}

/** @throws Refusal `not-found` where a read came back empty */
export function found<T>(what: string, id: string, row: T | null | undefined): T {
  if (row === null || row === undefined) throw notFound(what, id)
  return row
}
