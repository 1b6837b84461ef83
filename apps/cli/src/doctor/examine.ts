/** Looks at this machine: Node, platform, bundled Postgres, disk, ports, and the plugin sandbox. */

import { existsSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import { dirname } from 'node:path'

import { bundledVersion, isFreePort } from '@wattline/embedded'

import { usualPorts } from '../start/ports.js'
import { findStack } from '../start/stack.js'
import type { Finding } from './findings.js'
import { examinePlugins } from './plugins.js'

const oldestNode = [20, 19] as const
const wantedBytes = 1024 ** 3

/** All findings about this machine and the state folder of one checkout. */
export async function examine(stateFolder: string): Promise<Finding[]> {
  return [
    judgeNode(process.versions.node),
    judgePlatform(process.platform, process.arch),
    await examinePostgres(),
    judgeDisk(await freeBytes(stateFolder), stateFolder),
    ...(await examinePorts(stateFolder)),
    ...(await examinePlugins()),
  ]
}

/** Whether this version of Node is new enough. */
export function judgeNode(version: string): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const [oldestMajor, oldestMinor] = oldestNode
  const isNewEnough = major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)
  if (isNewEnough) return { verdict: 'good', topic: 'Node', text: version }
  const text = `${version} is too old: install ${oldestNode.join('.')} or newer.`
  return { verdict: 'bad', topic: 'Node', text }
}

/** Whether the bundled Postgres and the plugin sandbox can be expected on this platform. */
export function judgePlatform(platform: string, arch: string): Finding {
  const name = `${platform} ${arch}`
  if (platform === 'linux') return { verdict: 'good', topic: 'platform', text: name }
  const text =
    platform === 'darwin'
      ? `${name}: plugins run without the process and network layers of their sandbox.`
      : `${name}: there is no bundled Postgres; name a server in DATABASE_URL.`
  return { verdict: 'note', topic: 'platform', text }
}

/** Whether there is room for a database that grows. */
export function judgeDisk(bytes: number, folder: string): Finding {
  const text = `${(bytes / 1024 ** 3).toFixed(1)} GiB free for ${folder}`
  if (bytes >= wantedBytes) return { verdict: 'good', topic: 'disk', text }
  return { verdict: 'bad', topic: 'disk', text: `${text}: free at least 1 GiB.` }
}

async function examinePostgres(): Promise<Finding> {
  const topic = 'Postgres'
  if (process.env.DATABASE_URL) {
    return { verdict: 'good', topic, text: 'the one that DATABASE_URL names' }
  }
  try {
    return { verdict: 'good', topic, text: `bundled ${await bundledVersion()}` }
  } catch (fault) {
    return { verdict: 'bad', topic, text: (fault as Error).message }
  }
}

async function examinePorts(stateFolder: string): Promise<Finding[]> {
  const running = findStack(stateFolder)
  if (running) {
    return [{ verdict: 'good', topic: 'running', text: `${running.gatewayUrl}/graphql` }]
  }
  return Promise.all(
    Object.entries(usualPorts).map(async ([name, port]): Promise<Finding> => {
      const topic = `port ${port}`
      if (await isFreePort(port)) return { verdict: 'good', topic, text: `free for the ${name}` }
      return { verdict: 'note', topic, text: `taken: the ${name} will use another one` }
    }),
  )
}

async function freeBytes(folder: string): Promise<number> {
  const existing = existsSync(folder) ? folder : dirname(folder)
  const disk = await statfs(existing)
  return disk.bavail * disk.bsize
}
