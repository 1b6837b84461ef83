/**
 * Finds the place at which a text stops being JSON, which `JSON.parse` does not always say.
 *
 * RFC 8259, grammar. Only asked once parsing has failed, so plain recursion is fast enough.
 */

/** From 1, in characters. */
export interface Place {
  readonly line: number
  readonly column: number
}

const space = /[ \t\n\r]*/y
const string = /"(?:[ !#-[\]-\uffff]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y
const scalar = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y

/** Undefined when the text is sound. */
export function jsonFault(text: string): Place | undefined {
  const reader = new Reader(text)
  const isSound = reader.value() && reader.isAtEnd()
  return isSound ? undefined : placeAt(text, reader.at)
}

/** Deeper than any document that is meant: a walk that goes on could exhaust the stack. */
const deepest = 500

/** Walks over the text and stops where the grammar breaks. */
class Reader {
  at = 0
  private depth = 0

  constructor(private readonly text: string) {}

  /** One value with the space around it; false where there is none. */
  value(): boolean {
    this.skip(space)
    const isRead = this.text[this.at] === '{' ? this.members('}') : this.listOrScalar()
    if (isRead) this.skip(space)
    return isRead
  }

  isAtEnd(): boolean {
    return this.at === this.text.length
  }

  private listOrScalar(): boolean {
    if (this.text[this.at] === '[') return this.members(']')
    return this.skip(string) || this.skip(scalar)
  }

  /** Everything from an opening bracket to its closing one. */
  private members(close: '}' | ']'): boolean {
    this.depth += 1
    if (this.depth > deepest) return false
    this.at += 1
    this.skip(space)
    if (!this.take(close)) {
      do {
        if (close === '}' && !this.key()) return false
        if (!this.value()) return false
      } while (this.take(','))
      if (!this.take(close)) return false
    }
    this.depth -= 1
    return true
  }

  private key(): boolean {
    this.skip(space)
    if (!this.skip(string)) return false
    this.skip(space)
    return this.take(':')
  }

  private take(character: string): boolean {
    if (this.text[this.at] !== character) return false
    this.at += 1
    return true
  }

  /** Moves behind what matches here. */
  private skip(pattern: RegExp): boolean {
    pattern.lastIndex = this.at
    if (!pattern.test(this.text)) return false
    this.at = pattern.lastIndex
    return true
  }
}

function placeAt(text: string, at: number): Place {
  const before = text.slice(0, at).split('\n')
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 }
}
