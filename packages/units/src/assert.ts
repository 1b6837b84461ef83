/** Stops at once when something that must hold does not: a bug, never a refusal. */

/** An invariant broke. Whoever catches it commits nothing and does not retry. */
export class BrokenInvariant extends Error {
  override readonly name = 'BrokenInvariant'
}

/** @throws BrokenInvariant when the condition is false */
export function assert(condition: unknown, whatMustHold: string): asserts condition {
  if (!condition) throw new BrokenInvariant(whatMustHold)
}

/** For the end of an exhaustive switch: does not compile when a case is missing. */
export function unreachable(value: never): never {
  throw new BrokenInvariant(`no case for ${JSON.stringify(value)}`)
}
