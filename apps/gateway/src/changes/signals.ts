/**
 * An endless stream of "something changed" that can be ended between two signals and never queues
 * more than one.
 */

export class Signals implements AsyncIterableIterator<true, void, void> {
  private isDue = true
  private isEnded = false
  private waiting: ((result: IteratorResult<true, void>) => void) | undefined

  /** @param onEnd runs once when the reader leaves */
  constructor(private readonly onEnd: () => void) {}

  /** Wakes the reader; while it is busy, any number of signals are one. */
  signal(): void {
    if (this.isEnded) return
    if (!this.waiting) {
      this.isDue = true
      return
    }
    this.waiting({ done: false, value: true })
    this.waiting = undefined
  }

  /** The first signal is due at once, so that a subscriber begins with the present state. */
  next(): Promise<IteratorResult<true, void>> {
    if (this.isEnded) return Promise.resolve({ done: true, value: undefined })
    if (this.isDue) {
      this.isDue = false
      return Promise.resolve({ done: false, value: true })
    }
    return new Promise(resolve => {
      this.waiting = resolve
    })
  }

  return(): Promise<IteratorResult<true, void>> {
    if (!this.isEnded) {
      this.isEnded = true
      this.onEnd()
      this.waiting?.({ done: true, value: undefined })
      this.waiting = undefined
    }
    return Promise.resolve({ done: true, value: undefined })
  }

  [Symbol.asyncIterator](): this {
    return this
  }
}
