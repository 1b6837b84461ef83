/** The findings of `wattline doctor` as text, and whether they stand in the way of running. */

/** `good` needs nothing, `note` is worth knowing, `bad` keeps Wattline from running. */
export type Verdict = 'good' | 'note' | 'bad'

/** One thing that was looked at. */
export interface Finding {
  readonly verdict: Verdict
  readonly topic: string
  /** What was found and, unless good, what to do. */
  readonly text: string
}

const marks: Record<Verdict, string> = { good: 'ok  ', note: 'note', bad: 'BAD ' }

/** The findings as lines, in the order they were made. */
export function writeFindings(findings: readonly Finding[]): string {
  const width = Math.max(...findings.map(({ topic }) => topic.length)) + 2
  const lines = findings.map(
    ({ verdict, topic, text }) => `${marks[verdict]}  ${topic.padEnd(width)}${text}`,
  )
  return `${lines.join('\n')}\n`
}

/** The exit code: 1 when something keeps Wattline from running. */
export function exitCodeOf(findings: readonly Finding[]): number {
  return findings.some(({ verdict }) => verdict === 'bad') ? 1 : 0
}
