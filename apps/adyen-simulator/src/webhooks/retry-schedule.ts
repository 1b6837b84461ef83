/**
 * When Adyen tries an unacknowledged notification again (docs.adyen.com, "Troubleshoot
 * webhooks").
 */

const minuteMs = 60_000
const hourMs = 60 * minuteMs

/** Three more tries at once, before the endpoint's queue is held up. */
export const immediateRetries = 3

/** After so long without acknowledgement a notification is given up. */
export const givenUpAfterMs = 30 * 24 * hourMs

const waitsMs = [
  ...[2, 5, 10, 15, 30].map(minutes => minutes * minuteMs),
  ...[1, 2, 4, 8].map(hours => hours * hourMs),
]

/**
 * The wait before the next try, after so many held-up tries have failed; every eight hours in
 * the end.
 */
export function retryWaitMs(heldUpTries: number): number {
  return waitsMs[Math.min(heldUpTries, waitsMs.length - 1)] ?? 8 * hourMs
}
