/** Remembers the last calls received, so that tests can see what was really sent. */

export interface LoggedCall {
  readonly atMs: number
  readonly op: string
  readonly path: string
  readonly idempotencyKey?: string
  readonly bodyHash: string
  readonly reference: string
  /** The HTTP status answered; absent when the connection was cut. */
  status?: number
}

const kept = 10_000

export class RequestLog {
  private calls: LoggedCall[] = []
  total = 0

  add(call: LoggedCall): void {
    this.total += 1
    this.calls.push(call)
    // Trimmed by halves, so that a busy simulator does not shift an array per call.
    if (this.calls.length >= 2 * kept) this.calls = this.calls.slice(-kept)
  }

  list(): readonly LoggedCall[] {
    return this.calls.slice(-kept)
  }

  clear(): void {
    this.calls = []
    this.total = 0
  }
}
