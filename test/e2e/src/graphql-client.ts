/**
 * Asks the gateway as a partner app would: over HTTP, with a key; and follows changes over a
 * socket.
 */

import { createClient } from 'graphql-ws'
import WebSocket from 'ws'

export interface Answer<T> {
  readonly data?: T
  readonly errors?: readonly {
    readonly message: string
    readonly extensions: Record<string, unknown>
  }[]
}

export type Ask = <T>(query: string, variables?: Record<string, unknown>) => Promise<T>

/** @throws Error with the first refusal's code */
export function askAs(gatewayUrl: string, key: string): Ask {
  return async <T>(query: string, variables: Record<string, unknown> = {}) => {
    const response = await fetch(`${gatewayUrl}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
      body: JSON.stringify({ query, variables }),
    })
    const answer = (await response.json()) as Answer<T>
    const [refused] = answer.errors ?? []
    if (refused) throw new Error(`${String(refused.extensions.code)}: ${refused.message}`)
    return answer.data as T
  }
}

/** What to follow, and as whom. */
export interface Following {
  readonly gatewayUrl: string
  readonly key: string
  readonly query: string
  readonly variables: Readonly<Record<string, unknown>>
}

/** Collects what a subscription says until it is ended. */
export function follow<T>({ gatewayUrl, key, query, variables }: Following) {
  const heard: T[] = []
  const client = createClient({
    url: `${gatewayUrl.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: { authorization: `Bearer ${key}` },
    retryAttempts: 0,
  })
  const end = client.subscribe<T>(
    { query, variables: { ...variables } },
    {
      next: ({ data }) => {
        if (data) heard.push(data)
      },
      error: () => undefined,
      complete: () => undefined,
    },
  )
  return {
    heard,
    async end() {
      end()
      await client.dispose()
    },
  }
}
