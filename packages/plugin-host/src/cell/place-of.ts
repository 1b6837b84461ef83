/**
 * Finds where in its bundle a plugin threw, from the stack that SES keeps from the plugin and shows
 * its host.
 */

/** The name under which a plugin's script stands in a stack. */
const scriptName = 'bundle.js'
const frame = new RegExp(`[( ]${scriptName.replace('.', '\\.')}:(\\d{1,7}):(\\d{1,7})\\)?$`, 'm')

declare const getStackString: ((thrown: object) => string) | undefined

/** QuickJS has none: there no place is known. */
let stackOf: typeof getStackString
let ownGetter: (() => unknown) | undefined

/** To be called once, after the lockdown and before the global is taken away. */
export function keepStacks(): void {
  stackOf = typeof getStackString === 'function' ? getStackString : undefined
  ownGetter = Object.getOwnPropertyDescriptor(new Error('asked'), 'stack')?.get
}

/** The script with the name by which `placeOf` knows it. */
export const namedScript = (source: string): string => `${source}\n//# sourceURL=${scriptName}`

/** Line and column in a plugin's script, from 1; undefined where they are not known. */
export function placeOf(thrown: unknown): readonly [line: number, column: number] | undefined {
  if (stackOf === undefined || typeof thrown !== 'object' || thrown === null) return undefined
  // A getter of the plugin's would run its code: only the engine's own is asked.
  const stack = Object.getOwnPropertyDescriptor(thrown, 'stack')
  if (stack === undefined || stack.get !== ownGetter) return undefined
  const found = frame.exec(stackOf(thrown))
  return found === null ? undefined : [Number(found[1]), Number(found[2])]
}
