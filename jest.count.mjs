/** A jest reporter that leaves the counts of a package's run where `npm test` sums them up. */

import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/**
 * Below each package. It is one of turbo's outputs, so that a cached run brings its counts along.
 */
export const countFile = '.turbo/test-counts.json'

/** A package whose tests are over ends within this time, or it has left something open. */
const endsWithinMs = 20_000

export default class CountReporter {
  #rootDir
  #skipped = []

  constructor(globalConfig) {
    this.#rootDir = globalConfig.rootDir
  }

  onRunComplete(_contexts, results) {
    const cases = results.testResults.flatMap(file => file.testResults)
    this.#skipped = cases.filter(one => one.status === 'pending' || one.status === 'todo')
    const counts = {
      passed: results.numPassedTests,
      // A file that could not even be loaded counts as one failed test.
      failed: results.numFailedTests + results.numRuntimeErrorTestSuites,
      skipped: this.#skipped.map(one => one.fullName),
    }
    this.#write(counts)
    setTimeout(() => {
      this.#write({ ...counts, failed: counts.failed + 1 })
      process.stderr.write('The tests are over, but something they left open keeps running.\n')
      process.exit(1)
    }, endsWithinMs).unref()
  }

  #write(counts) {
    const file = join(this.#rootDir, countFile)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, `${JSON.stringify(counts, null, 2)}\n`)
  }

  /** An error here fails the run; jest does not print it. */
  getLastError() {
    if (process.env.WATTLINE_FORBID_SKIPS !== '1' || this.#skipped.length === 0) return undefined
    const names = this.#skipped.map(one => one.fullName).join('; ')
    const message = `WATTLINE_FORBID_SKIPS=1, and these tests were skipped: ${names}`
    process.stderr.write(`${message}\n`)
    return new Error(message)
  }
}
