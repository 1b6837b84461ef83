/**
 * Says what an HTTP answer means for the intent behind it: done, refused, ask again, or unknown.
 *
 * Only a 4xx in Adyen's own form is a no. All that is unexpected is unknown: money may have moved.
 */

/** An answer as it came over the wire. */
export interface RawAnswer {
  readonly status: number
  /** Names in small letters. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly text: string
}

export type Verdict =
  | { readonly kind: 'good' }
  /** A definite no: the same key would be answered the same. */
  | {
      readonly kind: 'refused'
      readonly errorCode: string
      readonly message: string
      readonly pspReference?: string
    }
  /** Not executed: asking again with the same key is right. */
  | { readonly kind: 'transient'; readonly message: string }
  | { readonly kind: 'unknown'; readonly message: string }

/** In progress, and idempotency store unavailable (docs.adyen.com, "API idempotency"). */
const transientCodes = ['704', '703']

export function classify({ status, headers, text }: RawAnswer): Verdict {
  const body = readObject(text)
  if (status >= 200 && status < 300) return judgeGood(status, body)
  const { errorCode, message = '' } = describe(body)
  const place = `HTTP ${status}${errorCode ? `/${errorCode}` : ''}`
  const isTransient =
    headers['transient-error'] === 'true' ||
    status === 429 ||
    (errorCode !== undefined && transientCodes.includes(errorCode))
  if (isTransient) return { kind: 'transient', message: `${place} ${message}`.trim() }
  // Adyen's errors repeat the status in the body; a proxy's page does not.
  if (status >= 400 && status < 500 && body?.status !== undefined) {
    const { pspReference } = body
    return {
      kind: 'refused',
      errorCode: `${status}/${errorCode ?? '-'}`,
      message,
      ...(typeof pspReference === 'string' && pspReference ? { pspReference } : {}),
    }
  }
  return { kind: 'unknown', message: `${place} ${message}`.trim() }
}

function judgeGood(status: number, body: Body | undefined): Verdict {
  if (status === 204 || (body && Object.keys(body).length > 0)) return { kind: 'good' }
  return { kind: 'unknown', message: `HTTP ${status} with an empty or unreadable body` }
}

type Body = Readonly<Record<string, unknown>>

function describe(body: Body | undefined): { errorCode?: string; message?: string } {
  const { errorCode, message } = body ?? {}
  return {
    ...(typeof errorCode === 'string' ? { errorCode } : {}),
    ...(typeof message === 'string' ? { message } : {}),
  }
}

function readObject(text: string): Body | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Body)
      : undefined
  } catch {
    return undefined
  }
}
