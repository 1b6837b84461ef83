/** Keeps one LISTEN connection open for ever: what is lost is made again, and said. */

import { setTimeout as wait } from 'node:timers/promises'

import pg from 'pg'

export interface ListenerOptions {
  readonly databaseUrl: string
  readonly channel: string
  readonly onMessage: (payload: string) => void
  /** After a lost connection was made again: what was said meanwhile was not heard. */
  readonly onReturn: () => void
  /** Told of each lost connection and each vain try. */
  readonly onTrouble?: (error: unknown) => void
}

const firstPauseMs = 100
const longestPauseMs = 5000

export class Listener {
  private client: pg.Client | undefined
  private isClosed = false

  private constructor(private readonly options: ListenerOptions) {}

  /** Resolves once it listens. @throws when the first connection fails */
  static async open(options: ListenerOptions): Promise<Listener> {
    const listener = new Listener(options)
    await listener.connect()
    return listener
  }

  async close(): Promise<void> {
    this.isClosed = true
    await this.client?.end().catch(() => undefined)
  }

  private async connect(): Promise<void> {
    const { databaseUrl, channel, onMessage, onTrouble } = this.options
    const client = new pg.Client({
      connectionString: databaseUrl,
      application_name: 'wattline-gateway-changes',
      keepAlive: true,
    })
    client.on('notification', ({ payload = '' }) => onMessage(payload))
    client.on('error', error => onTrouble?.(error))
    client.on('end', () => void this.connectAgain(client))
    await client.connect()
    await client.query(`listen ${channel}`)
    this.client = client
  }

  private async connectAgain(lost: pg.Client): Promise<void> {
    if (lost !== this.client) return
    for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
      await wait(pauseMs, undefined, { ref: false })
      if (this.isClosed) return
      try {
        await this.connect()
        this.options.onReturn()
        return
      } catch (error) {
        this.options.onTrouble?.(error)
      }
    }
  }
}
