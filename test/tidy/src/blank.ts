/** Blanks out comments and the contents of strings, so that rules look at code alone. */

/** The same text, line for line, with everything that is not code turned into spaces. */
export function blank(text: string): string {
  const out = text.split('')
  /** For each open template, the depth of braces inside its current `${…}`. */
  const templates: number[] = []
  let position = 0
  while (position < text.length) {
    const end = endOfNonCode(text, position, templates)
    if (end === undefined) position += 1
    else {
      erase(out, position, end)
      position = end
    }
  }
  return out.join('')
}

/** Where the comment, string or regular expression that starts here ends; undefined for code. */
function endOfNonCode(text: string, from: number, templates: number[]): number | undefined {
  const two = text.slice(from, from + 2)
  const one = two[0] ?? ''
  if (two === '//') return endOf(text, '\n', from)
  if (two === '/*') return endOf(text, '*/', from + 2) + 2
  if (one === "'" || one === '"') return endOfQuoted(text, from, one)
  if (one === '`') return endOfTemplate(text, from + 1, templates)
  if (one === '/' && startsRegExp(text, from)) return endOfRegExp(text, from)
  return endInsideTemplate(text, from, templates)
}

function endInsideTemplate(text: string, from: number, templates: number[]): number | undefined {
  const depth = templates.at(-1)
  if (depth === undefined) return undefined
  if (text[from] === '{') templates[templates.length - 1] = depth + 1
  if (text[from] !== '}') return undefined
  if (depth > 0) {
    templates[templates.length - 1] = depth - 1
    return undefined
  }
  templates.pop()
  return endOfTemplate(text, from + 1, templates)
}

/** Ends after the closing backtick, or after a `${`, whose inside is code again. */
function endOfTemplate(text: string, from: number, templates: number[]): number {
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1
    else if (text[at] === '`') return at + 1
    else if (text.startsWith('${', at)) {
      templates.push(0)
      return at + 2
    }
  }
  return text.length
}

function endOfQuoted(text: string, from: number, quote: string): number {
  for (let at = from + 1; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1
    else if (text[at] === quote || text[at] === '\n') return at + 1
  }
  return text.length
}

/** A slash starts a regular expression where no value stands before it to be divided. */
function startsRegExp(text: string, from: number): boolean {
  const before = text.slice(Math.max(0, from - 40), from).trimEnd()
  return before === '' || /([([{,;:=!&|?+~<>]|\breturn|\btypeof)$/.test(before)
}

function endOfRegExp(text: string, from: number): number {
  let isInClass = false
  for (let at = from + 1; at < text.length; at += 1) {
    const character = text[at]
    if (character === '\\') at += 1
    else if (character === '[') isInClass = true
    else if (character === ']') isInClass = false
    else if (character === '\n' || (character === '/' && !isInClass)) return at + 1
  }
  return text.length
}

function endOf(text: string, what: string, from: number): number {
  const at = text.indexOf(what, from)
  return at < 0 ? text.length : at
}

function erase(out: string[], from: number, to: number): void {
  for (let at = from; at < to && at < out.length; at += 1) {
    if (out[at] !== '\n') out[at] = ' '
  }
}
