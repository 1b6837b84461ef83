/**
 * Keeps a few blank cells ready: started, locked down, with their program, and never used. Whoever
 * claims one has it for its whole life.
 */

import type { Cell, OpeningCell } from './cell.js'

export interface BlankCellOptions {
  readonly open: () => Promise<OpeningCell>
  /** How many are kept ready. */
  readonly count: number
}

export interface BlankCells {
  /** The one that is ready soonest, or a fresh one. @throws when none can be started */
  claim(): Promise<Cell>
  /** Starts in the background what is missing. */
  refill(): void
  close(): Promise<void>
}

class Blanks implements BlankCells {
  /** The oldest first. */
  private kept: Promise<OpeningCell>[] = []
  private isClosed = false

  constructor(private readonly options: BlankCellOptions) {}

  async claim(): Promise<Cell> {
    for (let oldest = this.kept.shift(); oldest !== undefined; oldest = this.kept.shift()) {
      const cell = await readyCell(oldest)
      if (cell !== undefined) return cell
    }
    return (await this.options.open()).ready()
  }

  refill(): void {
    while (!this.isClosed && this.kept.length < this.options.count) {
      const opening = this.options.open()
      opening.catch(() => {}) // Whoever claims it opens another, and hears why.
      this.kept.push(opening)
    }
  }

  async close(): Promise<void> {
    this.isClosed = true
    const opened = await Promise.allSettled(this.kept.splice(0))
    await Promise.all(
      opened.map(opening => (opening.status === 'fulfilled' ? opening.value.close() : undefined)),
    )
  }
}

/** Undefined where it never started, or was lost while it waited. */
async function readyCell(opening: Promise<OpeningCell>): Promise<Cell | undefined> {
  try {
    const cell = await opening
    return cell.isAlive() ? await cell.ready() : undefined
  } catch {
    return undefined
  }
}

export function createBlankCells(options: BlankCellOptions): BlankCells {
  return new Blanks(options)
}
