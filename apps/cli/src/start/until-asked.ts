/** Waits until somebody wants the launcher to end: Ctrl-C, SIGTERM, or npm being gone. */

const lookEveryMs = 500
const oneAskingMs = 1000

/**
 * Resolves with the reason to stop.
 *
 * One Ctrl-C may come twice, from the terminal and from npm, and a hurried one comes in threes: for
 * a second they count as one. A later one ends the process at once; what it had started notices
 * that and ends by itself.
 *
 * @param nowMs milliseconds since any instant
 */
export function untilAskedToStop(nowMs = () => performance.now()): Promise<string> {
  return new Promise(resolve => {
    let askedAtMs: number | undefined
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => {
        askedAtMs ??= nowMs()
        if (nowMs() - askedAtMs > oneAskingMs) process.exit(1)
        resolve(signal)
      })
    }
    // npm passes a SIGTERM to the shell between us only; the shell dies and we are left without
    // a parent. Outside npm a new parent means nothing.
    if (process.env.npm_lifecycle_event === undefined) return
    const parent = process.ppid
    const timer = setInterval(() => {
      if (process.ppid === parent) return
      clearInterval(timer)
      resolve('npm ended')
    }, lookEveryMs)
    timer.unref()
  })
}
