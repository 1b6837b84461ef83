/** Puts a reason against a plugin into words, wherever it was judged. */

import type { ShowingBill } from '@wattline/billing'

import { tellBill } from './tell-bill.js'

/** As the publish gate gives it here, or the gateway tells of it: what is absent may be null. */
export interface ToldFault {
  readonly step: string
  readonly message: string
  readonly place?: { readonly file: string; readonly line: number; readonly column: number } | null
  readonly golden?: string | null
  readonly bill?:
    | (Omit<ShowingBill, 'lines'> & { readonly lines?: ShowingBill['lines'] | null })
    | null
}

/** The reason with its place, and the smallest bill that shows it; ends with a line break. */
export function tellFault({ step, message, place, golden, bill }: ToldFault): string {
  const where = [
    ...(place ? [`${place.file}:${place.line}:${place.column}`] : []),
    ...(golden == null ? [] : [`golden "${golden}"`]),
  ]
  const first = `  ${step.toLowerCase()}  ${[...where, message].join(': ')}\n`
  if (!bill) return first
  const { input, params, lines } = bill
  return `${first}${tellBill({ input, params, ...(lines && { lines }) })}`
}
