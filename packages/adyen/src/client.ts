/**
 * The HTTP client under Adyen's official library, for Adyen and the simulator alike.
 *
 * It replaces the library's own, which opens a connection per call, has no total deadline, splits
 * characters, hides response headers, takes an empty 2xx for success and refuses plain HTTP.
 */

import { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'

import type clientInterface from '@adyen/api-library/lib/src/httpClient/clientInterface.js'
import type { IRequest } from '@adyen/api-library/lib/src/typings/requestOptions.js'

import { classify, type RawAnswer } from './classify.js'
import { type AdyenConfig, findConfigFaults } from './config.js'
import { exchange } from './exchange.js'

/** A call that brought no good answer. */
export class AdyenCallFailed extends Error {
  override readonly name = 'AdyenCallFailed'

  constructor(
    /** `refused` is a definite no; `transient` was not executed; `unknown` may have been. */
    readonly outcome: 'refused' | 'transient' | 'unknown',
    message: string,
    readonly details: {
      /** `422/167`, for refusals. */
      readonly code?: string
      readonly pspReference?: string
      /** Absent when no whole answer came. */
      readonly answer?: RawAnswer
      readonly cause?: unknown
    } = {},
  ) {
    super(message, { cause: details.cause })
  }
}

/** What one call was like, for metrics and traces. Bodies are left out: they name people. */
export interface CallSeen {
  readonly method: string
  readonly path: string
  readonly durationMs: number
  /** Absent when no whole answer came. */
  readonly status?: number
  readonly headers?: RawAnswer['headers']
}

type ClientInterface = clientInterface.default

export class AdyenHttp implements ClientInterface {
  private readonly agents = {
    http: new HttpAgent({ keepAlive: true }),
    https: new HttpsAgent({ keepAlive: true }),
  }

  /** @throws Error naming every fault of the configuration */
  constructor(
    private readonly config: AdyenConfig,
    private readonly onCall: (seen: CallSeen) => void = () => {},
  ) {
    const faults = findConfigFaults(config)
    if (faults.length > 0) throw new Error(faults.join('\n'))
  }

  /**
   * The library's door: resolves with the text of a good answer.
   *
   * @throws AdyenCallFailed for every other
   */
  async request(
    endpoint: string,
    json: string | Buffer,
    _config: unknown,
    _isApiKeyRequired: boolean,
    options: IRequest.Options = {},
  ): Promise<string> {
    const url = this.addressOf(endpoint, options.params)
    const method = options.method ?? 'POST'
    const answer = await this.ask(url, method, { json, options })
    const verdict = classify(answer)
    switch (verdict.kind) {
      case 'good':
        return answer.text
      case 'refused': {
        const { errorCode: code, pspReference } = verdict
        const psp = pspReference === undefined ? {} : { pspReference }
        throw new AdyenCallFailed('refused', verdict.message, { code, ...psp, answer })
      }
      default:
        throw new AdyenCallFailed(verdict.kind, verdict.message, { answer })
    }
  }

  /** Lets idle connections go. */
  close(): void {
    this.agents.http.destroy()
    this.agents.https.destroy()
  }

  /** Replaces scheme, host and port alone, so that paths stay what the library made them. */
  private addressOf(endpoint: string, params: IRequest.Options['params']): URL {
    const url = new URL(endpoint)
    const { baseUrl } = this.config
    if (baseUrl !== undefined) {
      const base = new URL(baseUrl)
      url.protocol = base.protocol
      url.host = base.host
      url.port = base.port
    }
    for (const [name, value] of new URLSearchParams(params)) url.searchParams.append(name, value)
    return url
  }

  private async ask(url: URL, method: string, sent: Sent): Promise<RawAnswer> {
    const startedAtMs = performance.now()
    const see = (answer?: RawAnswer) => {
      const durationMs = performance.now() - startedAtMs
      const seen = answer ? { status: answer.status, headers: answer.headers } : {}
      this.onCall({ method, path: url.pathname, durationMs, ...seen })
    }
    try {
      const headers = this.headersFor(sent.options.idempotencyKey)
      const { timeoutMs } = this.config
      const { agents } = this
      const answer = await exchange({ url, method, headers, body: sent.json, timeoutMs, agents })
      see(answer)
      return answer
    } catch (cause) {
      see()
      const message = cause instanceof Error ? cause.message : String(cause)
      throw new AdyenCallFailed('unknown', message, { cause })
    }
  }

  private headersFor(idempotencyKey: string | undefined): Record<string, string> {
    return {
      'content-type': 'application/json',
      'x-api-key': this.config.apiKey,
      accept: 'application/json',
      ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
    }
  }
}

interface Sent {
  readonly json: string | Buffer
  readonly options: IRequest.Options
}
