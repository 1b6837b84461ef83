/** Hears of changes from the database and wakes whoever follows the thing that changed. */

import { Listener } from './listener.js'
import { Signals } from './signals.js'

export type ChangeKind = 'session' | 'refund' | 'publication' | 'backtest'

export interface Changes {
  /**
   * Signals at once and after every change of that thing; what changed is for the reader to read.
   */
  follow(kind: ChangeKind, id: string): Signals
  /** How many subscriptions are open. */
  readonly followers: number
  close(): Promise<void>
}

export interface ListenOptions {
  readonly databaseUrl: string
  /** Told of each lost connection; it is made again all the same. */
  readonly onTrouble?: (error: unknown) => void
}

/** Resolves once it listens. @throws when the database cannot be reached */
export async function listenForChanges(options: ListenOptions): Promise<Changes> {
  const followed = new Map<string, Set<Signals>>()
  const all = () => [...followed.values()].flatMap(set => [...set])
  const listener = await Listener.open({
    ...options,
    channel: 'wattline_changed',
    onMessage(payload) {
      for (const signals of followed.get(changedIn(payload)) ?? []) signals.signal()
    },
    onReturn() {
      for (const signals of all()) signals.signal()
    },
  })
  return {
    follow(kind, id) {
      const key = `${kind} ${id}`
      const set = followed.get(key) ?? new Set()
      followed.set(key, set)
      const signals = new Signals(() => {
        set.delete(signals)
        if (set.size === 0) followed.delete(key)
      })
      set.add(signals)
      return signals
    },
    get followers() {
      return all().length
    },
    async close() {
      await Promise.all(all().map(signals => signals.return()))
      await listener.close()
    },
  }
}

/** The key of what changed; of nothing anyone follows when the message is not ours. */
function changedIn(payload: string): string {
  try {
    const change = JSON.parse(payload) as { readonly kind?: unknown; readonly id?: unknown } | null
    return `${change?.kind} ${change?.id}`
  } catch {
    return ''
  }
}
