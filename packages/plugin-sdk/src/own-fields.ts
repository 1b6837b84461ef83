/**
 * Reads untrusted values through their own data properties only: no getter, no inherited field, no
 * method is ever used.
 */

/** A value as a message shows it, without running anything of its author's. */
export function showValue(value: unknown): string {
  if (typeof value === 'string') return `'${value.slice(0, 60)}'`
  const isPlain = value === null || ['number', 'boolean', 'undefined'].includes(typeof value)
  if (isPlain) return String(value)
  return Array.isArray(value) ? 'a list' : typeof value === 'object' ? 'an object' : typeof value
}

/** The own fields of an object by name, or undefined once a fault is noted. */
export function ownFields(
  value: unknown,
  at: string,
  faults: string[],
): Map<string, unknown> | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    faults.push(`${at} must be an object, found ${showValue(value)}`)
    return undefined
  }
  const fields = new Map<string, unknown>()
  for (const key of Reflect.ownKeys(value)) {
    const descriptor = Object.getOwnPropertyDescriptor(value, key)
    if (typeof key === 'symbol') faults.push(`${at} has a field named by a symbol`)
    else if (descriptor === undefined || !('value' in descriptor))
      faults.push(`${at}.${key} must be a plain value, not a getter`)
    else if (descriptor.value !== undefined) fields.set(key, descriptor.value)
  }
  return fields
}

/**
 * Notes each field that is not allowed; `__proto__` is a name like any other here, so it is never
 * allowed.
 */
export function onlyFields(
  fields: ReadonlyMap<string, unknown>,
  at: string,
  rule: { allowed: readonly string[]; faults: string[] },
): void {
  for (const name of fields.keys()) {
    if (!rule.allowed.includes(name)) rule.faults.push(`${at} has an unknown field '${name}'`)
  }
}

/** The items of an array, or undefined once a fault is noted. */
export function ownItems(
  value: unknown,
  at: string,
  rule: { max: number; faults: string[] },
): unknown[] | undefined {
  if (!Array.isArray(value)) {
    rule.faults.push(`${at} must be an array, found ${showValue(value)}`)
    return undefined
  }
  if (value.length > rule.max) {
    rule.faults.push(`${at} must have at most ${rule.max} items, it has ${value.length}`)
    return undefined
  }
  const items: unknown[] = []
  for (let index = 0; index < value.length; index += 1) {
    const descriptor = Object.getOwnPropertyDescriptor(value, index)
    if (descriptor === undefined || !('value' in descriptor)) {
      rule.faults.push(`${at}[${index}] must be a plain value`)
      return undefined
    }
    items.push(descriptor.value)
  }
  if (Reflect.ownKeys(value).length !== value.length + 1) {
    rule.faults.push(`${at} has fields beside its items`)
    return undefined
  }
  return items
}

/** A text of a bounded length, or undefined once a fault is noted. */
export function ownText(
  value: unknown,
  at: string,
  rule: { max: number; faults: string[] },
): string | undefined {
  if (typeof value === 'string' && value.length > 0 && value.length <= rule.max) return value
  const found = typeof value === 'string' ? `one of ${value.length}` : showValue(value)
  rule.faults.push(`${at} must be a text of 1 to ${rule.max} characters, found ${found}`)
  return undefined
}
