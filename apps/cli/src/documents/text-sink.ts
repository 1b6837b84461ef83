/** Writes text in large pieces, and no faster than its reader takes it in. */

import { once } from 'node:events'
import type { Writable } from 'node:stream'
import { finished } from 'node:stream/promises'

/** Characters that go out together. */
const pieceLength = 65_536

export class TextSink {
  private pending = ''
  private fault: NodeJS.ErrnoException | undefined

  constructor(private readonly out: Writable) {
    out.on('error', fault => {
      this.fault = fault
    })
  }

  /**
   * False once nobody reads any more, as when the output is piped into `head`.
   *
   * @throws the system's error when the text cannot be written
   */
  async write(text: string): Promise<boolean> {
    this.pending += text
    return this.pending.length < pieceLength || this.flush()
  }

  /** Writes what is left, and closes the stream unless it is the process's own. */
  async end(): Promise<void> {
    const isRead = await this.flush()
    if (isRead && this.out !== process.stdout) await finished(this.out.end())
  }

  private async flush(): Promise<boolean> {
    const { pending } = this
    this.pending = ''
    if (!this.fault && !this.out.write(pending)) {
      await Promise.race([once(this.out, 'drain'), once(this.out, 'close')]).catch(() => undefined)
    }
    if (this.fault === undefined) return true
    if (this.fault.code === 'EPIPE') return false
    throw this.fault
  }
}
