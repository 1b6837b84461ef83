/** Says what a test lacks: it is skipped by name, or it fails where skipping is forbidden. */

/**
 * Returns undefined for a part that is not there.
 *
 * @throws when `WATTLINE_FORBID_SKIPS=1`, naming the part.
 */
export function missing(what: string): undefined {
  if (process.env.WATTLINE_FORBID_SKIPS === '1') {
    throw new Error(`There is no ${what}, and WATTLINE_FORBID_SKIPS=1 allows no skipped test.`)
  }
  return undefined
}

/** Registers one test, as jest's `test` does. */
export type RegisterTest = (title: string, run: () => unknown, timeoutMs?: number) => void

/**
 * `test` when the part is there; otherwise it registers a skipped test that says what is missing.
 *
 * @example
 * const redis = await testRedis()
 * testWith(redis, 'redis-server')('a job runs once', async () => …)
 */
export function testWith(part: unknown, name: string): RegisterTest {
  if (part !== undefined)
    return (title, run, timeoutMs) => test(title, async () => run(), timeoutMs)
  return (title, run) => test.skip(`skipped: no ${name}: ${title}`, async () => run())
}
