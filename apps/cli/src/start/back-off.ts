/** Decides how long to wait before a part that died is started again. */

const firstMs = 200
const longestMs = 30_000

/**
 * A part that was up this long has recovered: its next fault starts from the shortest wait again.
 */
export const steadyAfterMs = 60_000

/** The wait before start number `failures` + 1, doubling with each failure in a row. */
export function backOffMs(failures: number): number {
  return Math.min(longestMs, firstMs * 2 ** Math.max(0, Math.min(failures, 20) - 1))
}

/** The failures in a row after one more, given how long the part had been up. */
export function countFailure(failures: number, upMs: number): number {
  return upMs >= steadyAfterMs ? 1 : failures + 1
}
