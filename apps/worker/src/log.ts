/** What the worker says while it runs: facts first, then a few words. */

export interface Log {
  info(facts: object, words: string): void
  warn(facts: object, words: string): void
  error(facts: object, words: string): void
}
