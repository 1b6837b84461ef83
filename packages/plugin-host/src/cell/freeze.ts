/** Freezes parameters, which all sessions of a batch are handed alike. */

export function freezeDeep<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    Object.freeze(value)
    for (const field of Object.values(value)) freezeDeep(field)
  }
  return value
}
