#!/usr/bin/env node
/** `npm test`: starts what the tests share, runs every package's tests and counts them all. */

import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { cpus } from 'node:os'
import { join } from 'node:path'

import { checkout, prepare, turbo } from './prepare.mjs'

const runFolder = join(checkout, '.turbo', 'runs')

// The rest is built by the run itself, where one package's fault does not hide the others.
await prepare('@wattline/test-support')
process.exitCode = await main(process.argv.slice(2))

async function main(args) {
  // @boundaries-ignore the reporter lies at the root, beside the jest settings that name it
  const { countFile } = await import('../../../jest.count.mjs')
  const { startTestServices } = await import('@wattline/test-support')
  const services = await startTestServices()
  try {
    // A package that crashes must not be counted by what it left last time.
    for (const folder of workspaceFolders()) rmSync(join(folder, countFile), { force: true })
    const before = new Set(runFiles())
    const options = [
      '--summarize',
      '--continue=dependencies-successful',
      `--concurrency=${Math.max(2, cpus().length)}`,
    ]
    const { code } = await turbo(['run', 'test', ...options, ...args], {
      stdio: ['ignore', 'inherit', 'inherit'],
      env: services.env,
    })
    const counts = testedFolders(before).map(folder => readCounts(folder, countFile))
    return report(counts, code)
  } finally {
    await services.stop()
  }
}

/** Prints the closing lines; the exit code is 0 only when everything asked for has passed. */
function report(counts, turboCode) {
  const passed = sum(counts.map(count => count.passed))
  const failed = sum(counts.map(count => count.failed))
  const skipped = counts.flatMap(count => count.skipped)
  const forbidden = process.env.WATTLINE_FORBID_SKIPS === '1' ? skipped.length : 0
  for (const count of counts) {
    if (count.crashed) process.stdout.write(`no result: ${count.folder}\n`)
  }
  for (const name of skipped) process.stdout.write(`not run: ${name}\n`)
  process.stdout.write(`\n${passed} passed, ${failed + forbidden} failed\n`)
  return turboCode !== 0 || failed + forbidden > 0 ? 1 : 0
}

/** The packages whose tests belonged to this run, as turbo's own summary of it says. */
function testedFolders(before) {
  const file = runFiles().find(name => !before.has(name))
  if (file === undefined) return []
  const summary = JSON.parse(readFileSync(join(runFolder, file), 'utf8'))
  rmSync(join(runFolder, file))
  const tests = summary.tasks.filter(
    task => task.task === 'test' && task.command !== '<NONEXISTENT>',
  )
  return tests.map(task => join(checkout, task.directory))
}

function readCounts(folder, countFile) {
  try {
    return JSON.parse(readFileSync(join(folder, countFile), 'utf8'))
  } catch {
    return { folder, passed: 0, failed: 1, skipped: [], crashed: true }
  }
}

function runFiles() {
  try {
    return readdirSync(runFolder)
  } catch {
    return [] // No summary has been written yet.
  }
}

function workspaceFolders() {
  const manifest = JSON.parse(readFileSync(join(checkout, 'package.json'), 'utf8'))
  return manifest.workspaces.flatMap(pattern => {
    const parent = join(checkout, pattern.replace('/*', ''))
    return readdirSync(parent).map(name => join(parent, name))
  })
}

function sum(numbers) {
  return numbers.reduce((total, number) => total + number, 0)
}
