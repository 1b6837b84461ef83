/** Locks the realm down with SES and makes a closed compartment for each plugin. */

import { laterAdditions, pluginGlobals, pluginMath } from './globals.js'
import { keepStacks, namedScript } from './place-of.js'

interface SesCompartment {
  readonly globalThis: Record<string, unknown>
  evaluate(source: string): unknown
}

/** What the wire's figures are read through. */
const figureLists = ['Float64Array', 'Int32Array']

declare const lockdown: (options: Readonly<Record<string, string>>) => void
declare const Compartment: new () => SesCompartment

const closedMath = (): unknown =>
  Object.freeze(Object.fromEntries(pluginMath.map(name => [name, Math[name]])))

function createCompartment(): SesCompartment {
  const compartment = new Compartment()
  const inside = compartment.globalThis
  for (const name of Reflect.ownKeys(inside)) {
    if (typeof name === 'symbol' || !pluginGlobals.includes(name))
      Reflect.deleteProperty(inside, name)
  }
  Object.defineProperty(inside, 'Math', { value: closedMath() })
  Object.freeze(inside)
  return compartment
}

/** Before the lockdown, which would keep them for good. */
function removeLaterAdditions(): void {
  const root = globalThis as unknown as Record<string, { prototype: object }>
  for (const [path, names] of Object.entries(laterAdditions)) {
    const [name = '', isPrototype] = path.split('.')
    const holder = isPrototype ? root[name]?.prototype : root[name]
    for (const each of names) Reflect.deleteProperty(holder as object, each)
  }
  Reflect.deleteProperty(globalThis, 'Iterator')
  const iterator = Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]()))
  for (const key of Reflect.ownKeys(iterator))
    if (key !== Symbol.iterator) Reflect.deleteProperty(iterator, key)
}

/**
 * Takes from the real global what Node put there, so that even an escape from the compartment finds
 * no door at hand.
 */
function removeHostGlobals(): void {
  const language = [...Object.getOwnPropertyNames(new Compartment().globalThis), ...figureLists]
  for (const name of Object.getOwnPropertyNames(globalThis)) {
    if (!language.includes(name)) Reflect.deleteProperty(globalThis, name)
  }
}

/**
 * Freezes every intrinsic of this process, for good. The function it returns evaluates a script in
 * a compartment of its own.
 *
 * @throws whatever the script throws, and a SyntaxError for source that SES refuses (`import(`,
 * direct `eval`, HTML comments)
 */
export function confine(): (source: string) => unknown {
  removeLaterAdditions()
  lockdown({
    consoleTaming: 'unsafe',
    errorTaming: 'safe',
    errorTrapping: 'none',
    localeTaming: 'safe',
    reporting: 'none',
    unhandledRejectionTrapping: 'none',
  })
  keepStacks()
  removeHostGlobals()
  return source => createCompartment().evaluate(namedScript(source))
}
