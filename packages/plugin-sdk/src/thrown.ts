/** Says what a plugin threw, and where in its author's file, for messages on their machine. */

/** A frame of a V8 stack: `at price (file:///at/plugin/src/plugin.ts:12:5)`. */
const frame = /(?:^|[\s(])([^\s()]+):([0-9]+):([0-9]+)\)?$/
const ofPlatform = /plugin-sdk\/dist\/|node_modules|node:/

/** The file from its `src` folder on, or its own name. */
function shortName(file: string): string {
  const parts = file.split('/')
  const source = parts.lastIndexOf('src')
  return parts.slice(source < 0 ? -1 : source).join('/')
}

/** `src/plugin.ts:12:5` of the first frame that is the author's own; undefined without one. */
export function placeInStack(stack: string): string | undefined {
  for (const line of stack.split('\n').slice(1)) {
    const [, file, row, column] = frame.exec(line) ?? []
    if (file === undefined || ofPlatform.test(file)) continue
    return `${shortName(file)}:${row}:${column}`
  }
  return undefined
}

/** The name and message of an error, and its place; anything else as text. */
export function describeThrown(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown)
  const place = placeInStack(thrown.stack ?? '')
  return `${thrown.name}: ${thrown.message}${place === undefined ? '' : `, at ${place}`}`
}
