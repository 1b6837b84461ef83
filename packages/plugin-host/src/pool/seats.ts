/**
 * Gives each operator a cell of its own, keeps it warm for a while, and never lets more live than
 * the machine is meant to hold.
 */

import type { Cell } from './cell.js'

/** One operator's place: at most one live cell, used by one job at a time. */
export interface Seat {
  /** The live cell, or a fresh one if there is none. @throws when none can be started */
  cell(): Promise<SeatedCell>
}

export interface SeatedCell extends Cell {
  /** Names of the code it has loaded. */
  readonly loaded: Set<string>
}

export interface SeatOptions {
  readonly start: () => Promise<Cell>
  /** Told after each start. */
  readonly onStarted?: () => void
  readonly maxCells: number
  /** How long an unused cell stays warm. */
  readonly idleMs: number
  /** A cell that has loaded this much code is replaced after the job. */
  readonly maxLoaded: number
}

export interface Seats {
  /**
   * Runs the work alone on the operator's cell; jobs of one operator queue up behind each other.
   */
  use<T>(operatorId: string, work: (seat: Seat) => Promise<T>): Promise<T>
  close(): Promise<void>
}

/** What a caller sees whose job the closing cut short: it is to be run again, not recorded. */
export class CellsClosed extends Error {
  override readonly name = 'CellsClosed'
}

interface Place {
  tail: Promise<unknown>
  queued: number
  isAdmitted: boolean
  isBusy: boolean
  cell?: SeatedCell | undefined
  idle?: ReturnType<typeof setTimeout> | undefined
}

class OperatorSeats implements Seats {
  /** In order of last use, the longest unused first. */
  private readonly places = new Map<string, Place>()
  private readonly waiting: (() => void)[] = []
  private readonly closing = new Set<Promise<unknown>>()
  private isClosed = false

  constructor(private readonly options: SeatOptions) {}

  async use<T>(operatorId: string, work: (seat: Seat) => Promise<T>): Promise<T> {
    const known = this.places.get(operatorId)
    const place: Place = known ?? {
      tail: Promise.resolve(),
      queued: 0,
      isAdmitted: false,
      isBusy: false,
    }
    this.places.delete(operatorId)
    this.places.set(operatorId, place)
    place.queued += 1
    const turn = place.tail.then(() => this.takeTurn(operatorId, place, work))
    place.tail = turn.catch(() => undefined)
    return turn
  }

  async close(): Promise<void> {
    this.isClosed = true
    for (const wake of this.waiting.splice(0)) wake()
    const places = [...this.places.values()]
    for (const place of places) this.dismiss(place)
    // A job may have had a cell on its way; it ends as soon as it sees that all is closed.
    await Promise.all(places.map(place => place.tail))
    await Promise.all(this.closing)
  }

  private async takeTurn<T>(
    operatorId: string,
    place: Place,
    work: (seat: Seat) => Promise<T>,
  ): Promise<T> {
    try {
      clearTimeout(place.idle)
      place.isBusy = true
      await this.admit(place)
      return await work({ cell: () => this.cellOf(place) })
    } finally {
      place.isBusy = false
      place.queued -= 1
      this.rest(operatorId, place)
    }
  }

  private async cellOf(place: Place): Promise<SeatedCell> {
    if (place.cell?.isAlive() && !this.isClosed) return place.cell
    if (this.isClosed) throw new CellsClosed('the rating cells are closed')
    const cell = Object.assign(await this.options.start(), { loaded: new Set<string>() })
    place.cell = cell
    if (this.isClosed) this.dismiss(place)
    else this.options.onStarted?.()
    return cell
  }

  private async admit(place: Place): Promise<void> {
    while (!place.isAdmitted) {
      if (this.isClosed) throw new CellsClosed('the rating cells are closed')
      const places = [...this.places.values()]
      if (places.filter(other => other.isAdmitted).length < this.options.maxCells) {
        place.isAdmitted = true
        return
      }
      const unused = places.find(other => other.isAdmitted && !other.isBusy)
      if (unused !== undefined) this.dismiss(unused)
      else await new Promise<void>(wake => this.waiting.push(wake))
    }
  }

  /**
   * After a job: hand the room on if somebody waits for it, else keep the cell warm for a while.
   */
  private rest(operatorId: string, place: Place): void {
    const forget = () => {
      this.dismiss(place)
      if (place.queued === 0) this.places.delete(operatorId)
    }
    const wake = this.waiting.shift()
    const isSpent = (place.cell?.loaded.size ?? 0) >= this.options.maxLoaded
    if (wake !== undefined || isSpent || this.isClosed) forget()
    else place.idle = setTimeout(forget, this.options.idleMs).unref()
    wake?.()
  }

  private dismiss(place: Place): void {
    clearTimeout(place.idle)
    place.isAdmitted = false
    const { cell } = place
    if (cell === undefined) return
    place.cell = undefined
    const ending: Promise<unknown> = cell.close().finally(() => this.closing.delete(ending))
    this.closing.add(ending)
  }
}

export function createSeats(options: SeatOptions): Seats {
  return new OperatorSeats(options)
}
