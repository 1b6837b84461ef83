/** Keeps one part running: starts it, and starts it again with back-off when it ends by itself. */

import { setTimeout as wait } from 'node:timers/promises'

import { backOffMs, countFailure } from './back-off.js'

/** One life of a part. */
export interface Life {
  /** Resolves when it is over, with a few words on how: "SIGKILL", "exit code 1". */
  readonly ended: Promise<string>
  /** Ends it cleanly and resolves when it is gone. */
  stop(): Promise<void>
}

/** A part as its keeper needs to know it. */
export interface Part {
  readonly name: string
  /** Resolves when the part is ready to work. */
  start(): Promise<Life>
}

/** A part that is kept running until `stop`. */
export interface Kept {
  stop(): Promise<void>
}

/**
 * Starts a part and keeps it running.
 *
 * @param say receives one line for each death and each return
 * @throws what the first start throws: a part that never ran is not retried, its fault is told.
 */
export async function keepAlive(part: Part, say: (line: string) => void): Promise<Kept> {
  const stopping = new AbortController()
  let life: Life | undefined = await part.start()
  const kept = (async () => {
    let failures = 0
    while (life && !stopping.signal.aborted) {
      const startedMs = performance.now()
      const how = await life.ended
      if (stopping.signal.aborted) return
      failures = countFailure(failures, performance.now() - startedMs)
      say(`${part.name} ended (${how}); starting it again.`)
      const again = await startAgain(part, { failures, signal: stopping.signal, say })
      failures = again.failures
      life = again.life
      if (life && !stopping.signal.aborted) say(`${part.name} is back.`)
    }
  })()
  return {
    async stop() {
      stopping.abort()
      await life?.stop()
      await kept
      await life?.stop() // It may have come back while it was being stopped.
    },
  }
}

interface Again {
  readonly failures: number
  readonly signal: AbortSignal
  readonly say: (line: string) => void
}

/** Tries until the part runs; without a life when it is to stop instead. */
async function startAgain(part: Part, { failures, signal, say }: Again) {
  for (let count = failures; ; count += 1) {
    await wait(backOffMs(count), undefined, { signal }).catch(() => {})
    if (signal.aborted) return { failures: count, life: undefined }
    try {
      return { failures: count, life: await part.start() }
    } catch (fault) {
      say(`${part.name} did not start: ${inOneLine(fault)}; trying again.`)
    }
  }
}

/** What happened, and the last thing the part wrote: the cause stands there. */
function inOneLine(fault: unknown): string {
  const text = fault instanceof Error ? fault.message : String(fault)
  const [first = '', ...others] = text.trim().split('\n')
  const last = others.at(-1)?.trim()
  const what = first.replace(/[.:]$/, '')
  return last === undefined ? what : `${what}: ${last}`
}
