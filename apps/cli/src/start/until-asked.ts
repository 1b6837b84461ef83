/** Waits until somebody wants the launcher to end: Ctrl-C, SIGTERM, or npm being gone. */

const lookEveryMs = 500

/** Resolves with the reason to stop. A second signal ends the process at once. */
export function untilAskedToStop(): Promise<string> {
  return new Promise(resolve => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.once(signal, () => resolve(signal))
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
