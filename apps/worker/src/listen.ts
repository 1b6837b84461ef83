/**
 * Listens to Postgres channels on a connection of its own, and comes back whenever it is cut off.
 */

import pg from 'pg'

import type { Log } from './log.js'

export interface ListenOptions {
  readonly url: string
  /** Channel → what to do when something is said there. */
  readonly onSignal: Readonly<Record<string, () => void>>
  readonly log: Log
}

const firstRetryMs = 100
const longestRetryMs = 2000

export class Listener {
  private closed = false
  private failures = 0
  private client: pg.Client | undefined
  private retry: NodeJS.Timeout | undefined

  constructor(private readonly options: ListenOptions) {
    void this.connect()
  }

  async close(): Promise<void> {
    this.closed = true
    clearTimeout(this.retry)
    await this.client?.end().catch(() => undefined)
  }

  private async connect(): Promise<void> {
    const { url: connectionString, onSignal } = this.options
    const client = new pg.Client({
      connectionString,
      application_name: 'wattline-listen',
      keepAlive: true,
      keepAliveInitialDelayMillis: 10_000,
    })
    this.client = client
    client.on('error', () => this.reconnect(client))
    client.on('end', () => this.reconnect(client))
    client.on('notification', signal => onSignal[signal.channel]?.())
    try {
      await client.connect()
      for (const channel of Object.keys(onSignal)) {
        await client.query(`listen ${client.escapeIdentifier(channel)}`)
      }
      this.failures = 0
      // What was said while nobody listened is unknown: look everywhere.
      for (const act of Object.values(onSignal)) act()
    } catch {
      this.reconnect(client)
    }
  }

  /** Once for each lost connection, however many events tell of its loss. */
  private reconnect(lost: pg.Client): void {
    if (this.closed || this.client !== lost) return
    this.client = undefined
    lost.end().catch(() => undefined)
    this.failures += 1
    this.options.log.warn({ failures: this.failures }, 'listener cut off')
    const pauseMs = Math.min(firstRetryMs * 2 ** this.failures, longestRetryMs)
    this.retry = setTimeout(() => void this.connect(), pauseMs)
  }
}
