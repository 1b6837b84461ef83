/** Reads ISO 8601 durations of weeks, days, hours, minutes and seconds. */

const form = /^P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/

const unitsMs = [604_800_000, 86_400_000, 3_600_000, 60_000, 1000]

/** The length of `P28D`, `PT5M`… in milliseconds; undefined when the text is no such duration. */
export function readDurationMs(text: string): number | undefined {
  const parts = form.exec(text)?.slice(1)
  if (!parts?.some(part => part !== undefined)) return undefined
  return parts.reduce((sum, part, at) => sum + Number(part ?? 0) * (unitsMs[at] ?? 0), 0)
}
