/** Puts one contender under load, and checks that what it answers is the invoice asked for. */

import autocannon from 'autocannon'

import type { Contender } from './contender.js'
import { invoiceQuery } from './query.js'

export interface Measured {
  readonly requestsPerSecond: number
  readonly p50Ms: number
  readonly p99Ms: number
}

export interface Load {
  readonly secret: string
  readonly invoiceIds: readonly string[]
  readonly connections: number
}

export async function measure(
  contender: Contender,
  load: Load,
  seconds: number,
): Promise<Measured> {
  const result = await autocannon({
    url: `${contender.url}/graphql`,
    connections: load.connections,
    duration: seconds,
    method: 'POST',
    headers: headersOf(load),
    requests: load.invoiceIds.map(id => ({ body: bodyOf(id) })),
  })
  if (result.errors + result.timeouts + result.non2xx > 0) {
    throw new Error(`${contender.name}: ${result.errors} errors, ${result.non2xx} answers not 2xx`)
  }
  return {
    requestsPerSecond: result.requests.average,
    p50Ms: result.latency.p50,
    p99Ms: result.latency.p99,
  }
}

/** One answer of a contender, for holding the two against each other. */
export async function answerOf(contender: Contender, load: Load, id: string): Promise<unknown> {
  const response = await fetch(`${contender.url}/graphql`, {
    method: 'POST',
    headers: headersOf(load),
    body: bodyOf(id),
  })
  return response.json()
}

function bodyOf(id: string): string {
  return JSON.stringify({ query: invoiceQuery, variables: { id } })
}

function headersOf({ secret }: Load): Record<string, string> {
  return { 'content-type': 'application/json', authorization: `Bearer ${secret}` }
}
