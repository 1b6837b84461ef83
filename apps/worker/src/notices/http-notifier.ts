/**
 * Posts notices to partners, signed so that they know who sent them and that nobody changed or
 * replayed them.
 */

import { createHmac } from 'node:crypto'

import type { Notifier, OutgoingNotice } from '@wattline/billing'
import type { Clock } from '@wattline/units'

export interface HttpNotifierOptions {
  readonly clock: Clock
  /** From connecting to the last byte of the answer. */
  readonly deadlineMs: number
  /** Lets notices go to `http:` addresses: for development only. */
  readonly allowPlainHttp: boolean
}

/**
 * A notice counts as taken when the partner answers 2xx in time. Redirects are not followed: the
 * signature is for the address the operator entered.
 */
export function createHttpNotifier(options: HttpNotifierOptions): Notifier {
  return {
    async send(notice) {
      const url = new URL(notice.url)
      if (url.protocol !== 'https:' && !(options.allowPlainHttp && url.protocol === 'http:')) {
        throw new Error(`Notices go to https addresses only, not to ${url.protocol}//${url.host}`)
      }
      const body = JSON.stringify({ id: notice.id, kind: notice.kind, payload: notice.payload })
      const sentAtSeconds = Math.floor(options.clock.now().epochMilliseconds / 1000)
      const answer = await fetch(url, {
        method: 'POST',
        redirect: 'manual',
        signal: AbortSignal.timeout(options.deadlineMs),
        headers: {
          'content-type': 'application/json',
          'wattline-notice-id': notice.id,
          'wattline-signature': signNotice({ secret: notice.secret, sentAtSeconds, body }),
        },
        body,
      })
      await answer.body?.cancel()
      if (!answer.ok) throw new Error(`${url.host} answered ${answer.status} to ${name(notice)}`)
    },
  }
}

/**
 * `t=<seconds>,v1=<hex>`: HMAC-SHA256 over `<seconds>.<body>`, so that an old notice cannot be sent
 * again as new.
 */
export function signNotice(signed: {
  readonly secret: string
  readonly sentAtSeconds: number
  readonly body: string
}): string {
  const { secret, sentAtSeconds, body } = signed
  const mac = createHmac('sha256', secret).update(`${sentAtSeconds}.${body}`).digest('hex')
  return `t=${sentAtSeconds},v1=${mac}`
}

function name(notice: OutgoingNotice): string {
  return `notice ${notice.id} (${notice.kind})`
}
