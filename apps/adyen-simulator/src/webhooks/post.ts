/** Posts one notification body to an endpoint and says how it was received. */

import { Agent as HttpAgent, request as httpRequest } from 'node:http'
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https'

/** Where notifications go: Adyen's settings of one standard webhook. */
export interface WebhookEndpoint {
  readonly url: string
  readonly user?: string
  readonly password?: string
  /** Hexadecimal. Replacing it signs new notifications only. */
  readonly hmacKey: string
}

/** The HTTP status, or why there was none. */
export type Reception = number | string

/** Adyen waits ten seconds for an acknowledgement. */
const acknowledgementTimeoutMs = 10_000

export class Postman {
  private readonly http = new HttpAgent({ keepAlive: true })
  private readonly https = new HttpsAgent({ keepAlive: true })

  /** Never rejects. Redirects are not followed, as at Adyen. */
  post(endpoint: WebhookEndpoint, body: string): Promise<Reception> {
    const url = new URL(endpoint.url)
    const secure = url.protocol === 'https:'
    const options = {
      method: 'POST',
      agent: secure ? this.https : this.http,
      headers: headersFor(endpoint, body),
      signal: AbortSignal.timeout(acknowledgementTimeoutMs),
    }
    return new Promise(resolve => {
      const call = (secure ? httpsRequest : httpRequest)(url, options, response => {
        response.on('error', fault => resolve(fault.message))
        response.on('end', () => resolve(response.statusCode ?? 0))
        response.resume()
      })
      call.on('error', fault => resolve(fault.message))
      call.end(body)
    })
  }

  close(): void {
    this.http.destroy()
    this.https.destroy()
  }
}

function headersFor(endpoint: WebhookEndpoint, body: string): Record<string, string> {
  const headers: Record<string, string> = {
    'content-type': 'application/json; charset=utf-8',
    'content-length': String(Buffer.byteLength(body)),
    'user-agent': 'Adyen HttpClient 1.0',
  }
  if (endpoint.user !== undefined) {
    const credentials = Buffer.from(`${endpoint.user}:${endpoint.password ?? ''}`)
    headers.authorization = `Basic ${credentials.toString('base64')}`
  }
  return headers
}

/** Any 2xx acknowledges a notification. */
export function isAcknowledged(reception: Reception): boolean {
  return typeof reception === 'number' && reception >= 200 && reception < 300
}
