/**
 * Writes instants as Adyen's webhooks do: `2026-11-22T15:04:05+01:00`, on Amsterdam's wall
 * clock.
 */

const wallClock = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Amsterdam',
  dateStyle: 'short',
  timeStyle: 'medium',
})

const offset = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/Amsterdam',
  timeZoneName: 'longOffset',
})

let lastSecond = Number.NaN
let lastText = ''

/** Second precision, so that ties happen, as they do at Adyen. */
export function showEventDate(epochMs: number): string {
  const second = Math.floor(epochMs / 1000)
  if (second !== lastSecond) {
    lastSecond = second
    lastText = wallClock.format(epochMs).replace(' ', 'T') + readOffset(epochMs)
  }
  return lastText
}

function readOffset(epochMs: number): string {
  const name = offset.formatToParts(epochMs).find(part => part.type === 'timeZoneName')?.value
  return name?.slice('GMT'.length) || '+00:00'
}
