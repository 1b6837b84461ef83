/**
 * Takes turns at some work: when woken, else after a pause; never two at once, and a fault ends
 * nothing.
 */

import type { Clock, Instant } from '@wattline/units'

import type { Log } from './log.js'

export interface TurnsOptions {
  readonly name: string
  /** One turn. Returns whether more is waiting, so that the next turn follows at once. */
  readonly turn: () => Promise<boolean>
  /** The longest pause between two turns. */
  readonly pauseMs: number
  readonly clock: Clock
  readonly log: Log
}

export interface TurnsHealth {
  /** The end of the last turn that went well. */
  readonly lastTurnAt: Instant | undefined
  readonly faultsInARow: number
  readonly lastFault: string | undefined
}

const shortestRetryMs = 200

export class Turns {
  private stopping = false
  private woken = false
  private endPause: () => void = () => undefined
  private state: TurnsHealth = { lastTurnAt: undefined, faultsInARow: 0, lastFault: undefined }
  private readonly ended: Promise<void>

  /** The first turn begins at once. */
  constructor(private readonly options: TurnsOptions) {
    this.ended = this.run()
  }

  wake(): void {
    this.woken = true
    this.endPause()
  }

  /** Begins no further turn and waits for the running one. */
  async stop(): Promise<void> {
    this.stopping = true
    this.endPause()
    await this.ended
  }

  health(): TurnsHealth {
    return this.state
  }

  private async run(): Promise<void> {
    while (!this.stopping) {
      this.woken = false
      await this.pause(await this.takeTurn())
    }
  }

  /** Returns the milliseconds to the next turn. */
  private async takeTurn(): Promise<number> {
    const { name, turn, pauseMs, clock, log } = this.options
    try {
      const more = await turn()
      this.state = { lastTurnAt: clock.now(), faultsInARow: 0, lastFault: undefined }
      return more ? 0 : pauseMs
    } catch (fault) {
      const lastFault = fault instanceof Error ? fault.message : String(fault)
      const faultsInARow = this.state.faultsInARow + 1
      this.state = { ...this.state, faultsInARow, lastFault }
      log.warn({ turns: name, fault: lastFault, faultsInARow }, 'turn failed')
      // A signal must not make a failing turn spin.
      this.woken = false
      return Math.min(shortestRetryMs * 2 ** Math.min(faultsInARow, 10), pauseMs)
    }
  }

  private async pause(ms: number): Promise<void> {
    if (ms === 0 || this.woken || this.stopping) return
    await new Promise<void>(resolve => {
      const timer = setTimeout(resolve, ms)
      this.endPause = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }
}
