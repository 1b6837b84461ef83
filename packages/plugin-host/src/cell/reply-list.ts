/**
 * Gathers the replies of a batch as the bytes of one JSON list. A text that grew with every session
 * would live as long as the batch, piece by piece, and each collection of garbage would move it.
 */

// Imported, because a cell takes the global away.
import { Buffer } from 'node:buffer'

/** UTF-8 makes at most three bytes of a UTF-16 unit. */
const bytesPerUnit = 3
const [open, comma, close] = Buffer.from('[,]')

export class ReplyList {
  private bytes: Buffer = Buffer.allocUnsafeSlow(65_536)
  private length = 0

  /** One JSON value. */
  add(text: string): void {
    this.reserve(text.length * bytesPerUnit + 2)
    this.bytes[this.length] = (this.length === 0 ? open : comma) as number
    this.length += 1
    this.length += this.bytes.write(text, this.length)
  }

  /** The list, which the next `add` writes over. */
  take(): Uint8Array {
    if (this.length === 0) return Buffer.from('[]')
    this.bytes[this.length] = close as number
    const list = this.bytes.subarray(0, this.length + 1)
    this.length = 0
    return list
  }

  /** Room for what follows, and for the end. */
  private reserve(more: number): void {
    if (this.length + more <= this.bytes.length) return
    const larger = Buffer.allocUnsafeSlow(Math.max(this.bytes.length * 2, this.length + more))
    this.bytes.copy(larger, 0, 0, this.length)
    this.bytes = larger
  }
}
