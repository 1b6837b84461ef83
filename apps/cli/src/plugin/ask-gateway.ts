/** Asks a gateway over GraphQL, as any partner would, and puts its no into words. */

export interface Door {
  /** Without the path: `http://127.0.0.1:4000`. */
  readonly url: string
  readonly key: string
}

/** The gateway said no, or there is none. The message says what to do, every fault on a line. */
export class Declined extends Error {
  override readonly name = 'Declined'

  /** @param code of the gateway's first error; undefined where no gateway said no */
  constructor(
    message: string,
    readonly code?: string,
  ) {
    super(message)
  }
}

interface ShownError {
  readonly message: string
  readonly extensions?: {
    readonly code?: string
    readonly details?: { readonly faults?: readonly { path: string; message: string }[] }
  }
}

/** @throws Declined */
export async function askGateway<T>(door: Door, query: string, variables: object = {}): Promise<T> {
  const { data, errors = [] } = await send(door, JSON.stringify({ query, variables }))
  const [first] = errors
  if (first) throw new Declined(errors.map(tell).join('\n'), first.extensions?.code)
  return data as T
}

async function send(
  { url, key }: Door,
  body: string,
): Promise<{ readonly data?: unknown; readonly errors?: readonly ShownError[] }> {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${key}` }
  const response = await fetch(new URL('/graphql', url), { method: 'POST', headers, body }).catch(
    (fault: unknown) => {
      const why = fault instanceof Error ? (fault.cause ?? fault) : fault
      throw new Declined(
        `no gateway answers at ${url} (${why instanceof Error ? why.message : why}): ` +
          'start one with npm start, or name another with --url',
      )
    },
  )
  const text = await response.text()
  try {
    return JSON.parse(text) as { data?: unknown; errors?: ShownError[] }
  } catch {
    throw new Declined(`${url} is no Wattline gateway: it answered ${response.status} without JSON`)
  }
}

function tell({ message, extensions }: ShownError): string {
  const faults = extensions?.details?.faults ?? []
  const code = extensions?.code === undefined ? '' : ` (${extensions.code})`
  return [`${message}${code}`, ...faults.map(each => `  ${each.path}: ${each.message}`)].join('\n')
}
