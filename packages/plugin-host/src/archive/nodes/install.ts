/**
 * Fetches every Node that cells are held to, from npm, once: a hundred megabytes each, so that they
 * are no dependency and lie in a cache of the checkout.
 */

import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

import { type NodeBinary, ownNode } from '../../pool/launch.js'

/** One release of each line that Wattline runs on. */
const heldNodes = ['20.20.2', '22.23.3', '24.21.0'] as const

const cache = fileURLToPath(new URL('../../../../../node_modules/.cache/nodes/', import.meta.url))
const packageName = `node-${process.platform}-${process.arch}`
const installTimeoutMs = 110_000

/** Into a folder of its own first: a second run that installs at the same time sees all or none. */
async function install(version: string, folder: string): Promise<void> {
  mkdirSync(cache, { recursive: true })
  const fresh = mkdtempSync(join(cache, `.${version}-`))
  const options = ['--no-save', '--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock']
  const wanted = `${packageName}@${version}`
  try {
    const args = ['install', '--prefix', fresh, ...options, wanted]
    await promisify(execFile)('npm', args, { cwd: fresh, timeout: installTimeoutMs })
    if (!existsSync(folder)) renameSync(fresh, folder)
  } finally {
    rmSync(fresh, { recursive: true, force: true })
  }
}

/** @throws when it is neither here nor to be had from npm */
async function installNode(version: string): Promise<NodeBinary> {
  if (version === ownNode.version) return ownNode
  const folder = join(cache, version)
  const path = join(folder, 'node_modules', packageName, 'bin', 'node')
  if (!existsSync(path)) await install(version, folder)
  return { path, version }
}

/** All of them, or undefined where npm cannot be reached. @throws that, where `CI` is set */
export async function installNodes(): Promise<NodeBinary[] | undefined> {
  try {
    return await Promise.all(heldNodes.map(installNode))
  } catch (thrown) {
    if (process.env.CI) throw thrown
    return undefined
  }
}
