/**
 * Simulated time: a clock that can be moved on or sped up, and the timers that follow it.
 *
 * Timers count on the process's monotonic clock, so that they also run beside a clock that stands.
 */

/** Tells the present instant; any clock whose instants know their epoch milliseconds will do. */
export interface Clock {
  now(): { readonly epochMilliseconds: number }
}

interface Timer {
  remainingMs: number
  armedAtMs: number
  handle: NodeJS.Timeout | undefined
  readonly fire: () => void
}

/** The longest delay a Node timer takes. */
const longestMs = 2 ** 31 - 1

export class Timeline {
  private readonly timers = new Set<Timer>()
  private speed = 1
  private shiftMs: number
  private shiftedAtMs = performance.now()

  constructor(
    private readonly clock: Clock,
    shiftMs: number,
  ) {
    this.shiftMs = shiftMs
  }

  /** The simulated instant in epoch milliseconds. */
  nowMs(): number {
    return this.clock.now().epochMilliseconds + this.aheadMs()
  }

  /** How far simulated time is ahead of the clock. */
  aheadMs(): number {
    return this.shiftMs + Math.round((performance.now() - this.shiftedAtMs) * (this.speed - 1))
  }

  /** Calls `fire` once after so many simulated milliseconds. */
  after(delayMs: number, fire: () => void): void {
    const timer: Timer = { remainingMs: delayMs, armedAtMs: 0, handle: undefined, fire }
    this.timers.add(timer)
    this.arm(timer)
  }

  /** Moves time on; every timer that falls due is called, the earliest first. */
  advance(byMs: number): void {
    this.settle(this.speed)
    this.shiftMs += byMs
    for (const timer of this.timers) timer.remainingMs -= byMs
    const due = [...this.timers].filter(timer => timer.remainingMs <= 0)
    for (const timer of this.timers) if (timer.remainingMs > 0) this.arm(timer)
    for (const timer of due.sort((a, b) => a.remainingMs - b.remainingMs)) this.call(timer)
  }

  /** Lets simulated time run so many times as fast as the clock. */
  setSpeed(speed: number): void {
    this.settle(speed)
    for (const timer of this.timers) this.arm(timer)
  }

  /** Drops every timer and goes back to the clock's own time. */
  reset(): void {
    this.stop()
    this.speed = 1
    this.shiftMs = 0
    this.shiftedAtMs = performance.now()
  }

  stop(): void {
    for (const timer of this.timers) clearTimeout(timer.handle)
    this.timers.clear()
  }

  /** Books the time passed at the old speed, and stops all timers. */
  private settle(nextSpeed: number): void {
    this.shiftMs = this.aheadMs()
    this.shiftedAtMs = performance.now()
    for (const timer of this.timers) {
      clearTimeout(timer.handle)
      timer.remainingMs -= (this.shiftedAtMs - timer.armedAtMs) * this.speed
    }
    this.speed = nextSpeed
  }

  private arm(timer: Timer): void {
    const waitMs = Math.min(Math.max(timer.remainingMs / this.speed, 0), longestMs)
    timer.armedAtMs = performance.now()
    timer.handle = setTimeout(() => {
      timer.remainingMs -= waitMs * this.speed
      if (timer.remainingMs > 0) this.arm(timer)
      else this.call(timer)
    }, waitMs)
  }

  private call(timer: Timer): void {
    if (this.timers.delete(timer)) timer.fire()
  }
}
