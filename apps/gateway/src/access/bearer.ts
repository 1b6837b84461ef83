/** Reads the API key out of an `Authorization` header. */

/** Undefined when there is no header; an empty text when it is not of the form `Bearer <key>`. */
export function bearerOf(header: unknown): string | undefined {
  if (header === undefined || header === null || header === '') return undefined
  const match = typeof header === 'string' ? /^Bearer +(\S{1,200}) *$/i.exec(header) : null
  return match?.[1] ?? ''
}
