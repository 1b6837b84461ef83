/**
 * A map that keeps the most recently used entries up to a limit, so that no caller can fill the
 * memory.
 */

export class BoundedMap<K, V> {
  private readonly entries = new Map<K, V>()

  constructor(private readonly limit: number) {}

  get size(): number {
    return this.entries.size
  }

  get(key: K): V | undefined {
    const value = this.entries.get(key)
    if (value !== undefined) {
      // A Map iterates in order of insertion: the last used goes to the end.
      this.entries.delete(key)
      this.entries.set(key, value)
    }
    return value
  }

  set(key: K, value: V): void {
    this.entries.delete(key)
    this.entries.set(key, value)
    if (this.entries.size <= this.limit) return
    for (const oldest of this.entries.keys()) {
      this.entries.delete(oldest)
      return
    }
  }

  delete(key: K): void {
    this.entries.delete(key)
  }

  /** Deletes every entry of which the condition holds. */
  deleteWhere(condition: (value: V, key: K) => boolean): void {
    for (const [key, value] of this.entries) {
      if (condition(value, key)) this.entries.delete(key)
    }
  }

  /** What stands under the key, made first if nothing does. */
  getOrMake(key: K, make: () => V): V {
    const known = this.get(key)
    if (known !== undefined) return known
    const made = make()
    this.set(key, made)
    return made
  }
}
