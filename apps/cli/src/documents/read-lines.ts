/** Reads a text line by line in a memory that does not grow with the file. */

/** One line without its end, counted from 1. */
export interface Line {
  readonly number: number
  readonly text: string
}

/** Lines end with LF or CR LF; the last one need not. */
export async function* readLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Line> {
  const decoder = new TextDecoder()
  let number = 0
  // Pieces of the line under way: joined once, however many chunks it spans.
  let open: string[] = []
  for await (const chunk of chunks) {
    const [first = '', ...others] = decoder.decode(chunk, { stream: true }).split('\n')
    open.push(first)
    for (const next of others) {
      number += 1
      yield { number, text: withoutReturn(open.join('')) }
      open = [next]
    }
  }
  const rest = withoutReturn(open.join('') + decoder.decode())
  if (rest !== '') yield { number: number + 1, text: rest }
}

function withoutReturn(text: string): string {
  return text.endsWith('\r') ? text.slice(0, -1) : text
}
