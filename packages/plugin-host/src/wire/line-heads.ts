/**
 * Writes and reads the head of a line, which almost every answer of a batch repeats: whole the
 * first time, and by its number after that.
 *
 * A line travels as a list: its head, its amount, its periods and the arguments of its label, 0 for
 * what it has not. What is no line of the contract travels as the object it is.
 */

import type { PluginLine } from '@wattline/plugin-sdk'

/** What follows is written whole every time. */
const maxHeads = 64

type Head = Pick<PluginLine, 'code' | 'kind' | 'on' | 'labelKey'>

/** Of one batch, on the side that writes. */
export class HeadWriter {
  private readonly heads: Readonly<Record<keyof Head, string>>[] = []

  constructor(private readonly quote: (text: string) => string) {}

  /** How many are known, to go back to. */
  get length(): number {
    return this.heads.length
  }

  /** Forgets what was written after so many, because it was not sent. */
  forgetAfter(length: number): void {
    this.heads.length = length
  }

  /** Its number, or its four texts. */
  text(code: string, kind: string, on: string, labelKey: string): string {
    const { heads, quote } = this
    for (let at = 0; at < heads.length; at += 1) {
      const head = heads[at] as Record<keyof Head, string>
      if (head.code === code && head.labelKey === labelKey && head.kind === kind && head.on === on)
        return `${at}`
    }
    if (heads.length < maxHeads) heads.push({ code, kind, on, labelKey })
    return `${quote(code)},${quote(kind)},${quote(on)},${quote(labelKey)}`
  }
}

/** Of one batch, on the side that reads, and believes nothing. */
export class LineReader {
  private readonly heads: Head[] = []

  /** Fields in an order of their own, whatever order the plugin wrote them in; unchecked. */
  line(told: unknown): unknown {
    if (!Array.isArray(told)) return told
    if (typeof told[0] === 'number') return lineOf(this.heads[told[0]], told, 1)
    if (typeof told[0] !== 'string') return undefined
    const head = { code: told[0], kind: told[1], on: told[2], labelKey: told[3] } as Head
    if (this.heads.length < maxHeads) this.heads.push(head)
    return lineOf(head, told, 4)
  }
}

function lineOf(head: Head | undefined, told: readonly unknown[], at: number): unknown {
  if (head === undefined) return undefined
  const { code, kind, on, labelKey } = head
  const amount = told[at]
  if (told.length === at + 1) return { code, kind, on, amount, labelKey }
  const periods = told[at + 1]
  const labelArgs = told[at + 2]
  if (labelArgs === undefined) return { code, kind, on, periods, amount, labelKey }
  return periods === 0
    ? { code, kind, on, amount, labelKey, labelArgs }
    : { code, kind, on, periods, amount, labelKey, labelArgs }
}
