/**
 * Posts notices to partners, signed so that they know who sent them and that nobody changed or
 * replayed them, and only to where the whole internet could post.
 */

import { createHmac } from 'node:crypto'
import { type LookupAddress, lookup } from 'node:dns'
import { request as plainRequest } from 'node:http'
import { request } from 'node:https'
import type { LookupFunction } from 'node:net'

import {
  isPublicAddress,
  type Notifier,
  noticeAddressFault,
  type OutgoingNotice,
} from '@wattline/billing'
import type { Clock } from '@wattline/units'

/** All addresses of a name, as the resolver of the machine knows them. */
export type Resolve = (
  name: string,
  options: { readonly all: true },
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void

export interface HttpNotifierOptions {
  readonly clock: Clock
  /** From resolving the name to the head of the answer. */
  readonly deadlineMs: number
  /** Lets notices go to `http:` and to this machine or its network: for trials alone. */
  readonly allowLocal: boolean
  readonly resolve?: Resolve
}

/**
 * A notice counts as taken when the partner answers 2xx in time. Redirects are not followed: the
 * signature is for the address the operator entered.
 */
export function createHttpNotifier(options: HttpNotifierOptions): Notifier {
  const { clock, allowLocal } = options
  return {
    async send(notice) {
      const fault = noticeAddressFault(notice.url, { allowLocal })
      if (fault) throw new Error(`${name(notice)} cannot go to its address. Needed: ${fault}`)
      const body = JSON.stringify({ id: notice.id, kind: notice.kind, payload: notice.payload })
      const sentAtSeconds = Math.floor(clock.now().epochMilliseconds / 1000)
      const signature = signNotice({ secret: notice.secret, sentAtSeconds, body })
      const url = new URL(notice.url)
      const status = await post(options, url, {
        body,
        headers: {
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
          'wattline-notice-id': notice.id,
          'wattline-signature': signature,
        },
      })
      if (status < 200 || status > 299) {
        throw new Error(`${url.host} answered ${status} to ${name(notice)}`)
      }
    },
  }
}

interface Post {
  readonly body: string
  readonly headers: Readonly<Record<string, string | number>>
}

/** Resolves to the status. Each post has a connection of its own, to an address checked for it. */
function post(options: HttpNotifierOptions, url: URL, { body, headers }: Post): Promise<number> {
  const { allowLocal, deadlineMs, resolve = lookup } = options
  const send = url.protocol === 'http:' ? plainRequest : request
  return new Promise((taken, failed) => {
    const asked = send(url, {
      method: 'POST',
      headers,
      agent: false,
      signal: AbortSignal.timeout(deadlineMs),
      lookup: allowLocal ? unchecked(resolve) : checked(resolve),
    })
    asked.on('error', failed)
    asked.on('response', answer => {
      taken(answer.statusCode ?? 0)
      answer.destroy()
    })
    asked.end(body)
  })
}

/**
 * The connection goes to the very addresses that were looked at: a name that is public now and
 * private a moment later (DNS rebinding) gains nothing.
 */
function checked(resolve: Resolve): LookupFunction {
  return unchecked((host, options, callback) => {
    resolve(host, options, (error, addresses) => {
      const inside = addresses?.find(({ address }) => !isPublicAddress(address))
      const refused = inside && new Error(`${host} leads to ${inside.address}, which is not public`)
      callback(error ?? refused ?? null, addresses)
    })
  })
}

/** Node asks for one address or for all, by how it means to connect. */
function unchecked(resolve: Resolve): LookupFunction {
  return (host, { all }, callback) => {
    resolve(host, { all: true }, (error, addresses) => {
      const [first] = addresses ?? []
      if (error || !first) callback(error ?? new Error(`${host} has no address`), '')
      else if (all) callback(null, addresses)
      else callback(null, first.address, first.family)
    })
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
