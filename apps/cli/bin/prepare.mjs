/**
 * Makes a checkout ready to run with nothing but Node: right version, packages installed, code
 * built.
 */

import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { run } from './run.mjs'

export const checkout = fileURLToPath(new URL('../../..', import.meta.url))

const oldestNode = [20, 19]
const sayBuildingAfterMs = 1500

/** Ends the process with one clear message. */
function refuse(message) {
  process.stderr.write(`wattline: ${message}\n`)
  process.exit(1)
}

/** @throws never: an unsuitable Node ends the process, saying which one is needed. */
export function checkNode(version = process.versions.node) {
  const [major, minor] = version.split('.').map(Number)
  const [oldestMajor, oldestMinor] = oldestNode
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return
  refuse(`this is Node ${version}, and Wattline needs ${oldestNode.join('.')} or newer.`)
}

/** Whether node_modules is missing or older than the lock file it should follow. */
export function needsInstall(root = checkout) {
  const installed = join(root, 'node_modules', '.package-lock.json')
  if (!existsSync(installed)) return true
  return statSync(installed).mtimeMs < statSync(join(root, 'package-lock.json')).mtimeMs
}

/**
 * Installs, then builds what changed; says nothing when there is nothing to do.
 * `workspace` names the one package to build, with what it needs, instead of all.
 */
export async function prepare(workspace) {
  checkNode()
  if (needsInstall()) await install()
  await build(workspace === undefined ? [] : [`--filter=${workspace}`])
}

async function install() {
  process.stderr.write('Installing packages …\n')
  // Under `npm start` this is the very npm that runs us; it may not be on the PATH.
  const npm = process.env.npm_execpath
  const command = npm?.endsWith('.js') ? [process.execPath, npm] : ['npm']
  const args = ['ci', '--no-audit', '--no-fund']
  const { code, output } = await run([...command, ...args], { cwd: checkout })
  if (code !== 0) refuse(`npm ci failed (exit code ${code}).\n${output}`)
}

async function build(filter) {
  const late = setTimeout(() => {
    process.stderr.write('Building …\n')
  }, sayBuildingAfterMs)
  const { code, output } = await turbo(['run', 'build', '--output-logs=errors-only', ...filter])
  clearTimeout(late)
  if (code !== 0) refuse(`the build failed (exit code ${code}).\n${output}`)
}

/** Runs turbo with its telemetry off; `stdio` is passed on to the process, `env` adds to ours. */
export function turbo(args, { stdio, env = {} } = {}) {
  const manifest = JSON.parse(
    readFileSync(join(checkout, 'node_modules', 'turbo', 'package.json'), 'utf8'),
  )
  const program = join(checkout, 'node_modules', 'turbo', manifest.bin.turbo)
  return run([process.execPath, program, ...args], {
    cwd: checkout,
    stdio,
    env: { ...process.env, TURBO_TELEMETRY_DISABLED: '1', ...env },
  })
}
