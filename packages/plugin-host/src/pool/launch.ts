/**
 * Starts the process of a cell behind every layer that this machine offers, and says which those
 * are.
 */

import { type ChildProcess, execFile, spawn } from 'node:child_process'

import { boot, sesVersion } from './program.js'

/** One thing that stands between a plugin and the machine. */
export interface Layer {
  readonly name: 'process' | 'network' | 'user' | 'limits' | 'files' | 'realm' | 'engine'
  readonly isActive: boolean
  readonly detail: string
}

/** A Node that cells are started with. */
export interface NodeBinary {
  readonly path: string
  readonly version: string
}

/** The Node of this process. */
export const ownNode: NodeBinary = { path: process.execPath, version: process.versions.node }

export interface Launcher {
  /** The Node of this process, where none is named. */
  readonly node?: NodeBinary
  /** Commands that each set up one layer and then become the next. */
  readonly prefix: readonly string[]
  readonly layers: readonly Layer[]
}

export const dataBytesMax = 1_073_741_824
const cpuSecondsMax = 3600
const nobody = 65_534
const testTimeoutMs = 10_000

/** Before 22.13, Node knows the permission model by its experimental name only. */
export function permissionFlag({ version }: NodeBinary): string {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const isOld = major < 22 || (major === 22 && minor < 13)
  return isOld ? '--experimental-permission' : '--permission'
}

export function nodeFlags(isJitless: boolean, node = ownNode, stackKb = 900): string[] {
  const memory = ['--max-old-space-size=64', `--stack-size=${stackKb}`]
  const flags = [permissionFlag(node), ...memory, '--no-warnings']
  return isJitless ? [...flags, '--jitless'] : flags
}

export function engineName(isJitless: boolean, { version } = ownNode): string {
  return `ses ${sesVersion} / node ${version} / ${isJitless ? 'jitless' : 'jit'}`
}

/** The whole environment of a cell. */
const environment = { TZ: 'UTC' }

function works(command: readonly string[]): Promise<boolean> {
  const [file = '', ...args] = command
  const options = { env: environment, cwd: '/', timeout: testTimeoutMs }
  return new Promise(resolve => {
    execFile(file, args, options, error => resolve(error === null))
  })
}

interface Step {
  readonly name: Layer['name']
  /** In order of preference; the first that works is taken. */
  readonly ways: readonly { readonly command: readonly string[]; readonly detail: string }[]
  readonly without: string
}

const dropped = ['--no-new-privs', '--bounding-set=-all', '--inh-caps=-all', '--pdeathsig=KILL']

const steps: readonly Step[] = [
  {
    name: 'network',
    ways: [
      { command: ['unshare', '-n', '--'], detail: 'an empty network namespace' },
      { command: ['unshare', '-rn', '--'], detail: 'an empty network namespace of its own user' },
    ],
    without: 'unshare (util-linux) is missing or not allowed here: a cell could open sockets',
  },
  {
    name: 'user',
    ways: [
      {
        command: [
          'setpriv',
          `--reuid=${nobody}`,
          `--regid=${nobody}`,
          '--clear-groups',
          ...dropped,
        ],
        detail: 'a user of its own, no capabilities, killed with its parent',
      },
      {
        command: ['setpriv', ...dropped],
        detail: 'the uid of its parent, no capabilities, killed with its parent',
      },
    ],
    without: 'setpriv (util-linux) is missing: a cell runs with the rights of its parent',
  },
  {
    name: 'limits',
    ways: [
      {
        command: [
          'prlimit',
          `--data=${dataBytesMax}`,
          '--core=0',
          '--fsize=0',
          '--nofile=64',
          `--cpu=${cpuSecondsMax}`,
        ],
        detail: 'prlimit: 1 GB of data, no core file, no file grown, 64 descriptors, 1 h of CPU',
      },
    ],
    without: 'prlimit (util-linux) is missing: only the watchdog bounds memory',
  },
]

const always: readonly Layer[] = [
  { name: 'process', isActive: true, detail: 'one process per operator, SIGKILL at its deadline' },
  {
    name: 'files',
    isActive: true,
    detail: `${permissionFlag(ownNode)}: no file, no child, no worker`,
  },
  { name: 'realm', isActive: true, detail: `ses ${sesVersion}: frozen realm, closed compartment` },
]

/** Each step is tried behind those found before it, with the very node that a cell will be. */
async function findLauncher(node: NodeBinary): Promise<Launcher> {
  let prefix: readonly string[] = []
  const layers: Layer[] = [...always]
  for (const { name, ways, without } of steps) {
    let found: Layer = { name, isActive: false, detail: without }
    for (const { command, detail } of ways) {
      const longer = [...prefix, ...command]
      if (!(await works([...longer, node.path, ...nodeFlags(true, node), '--eval', '0']))) continue
      prefix = longer
      found = { name, isActive: true, detail }
      break
    }
    layers.push(found)
  }
  return { node, prefix, layers }
}

const launchers = new Map<string, Promise<Launcher>>()

/**
 * Asked once in the life of a process for each Node: what a machine offers does not change under
 * it.
 */
export function launcherOfThisMachine(node = ownNode): Promise<Launcher> {
  const known = launchers.get(node.path) ?? findLauncher(node)
  launchers.set(node.path, known)
  return known
}

/** Where systemd draws its own users of a moment from; no account of a machine lies there. */
const firstUid = 61_184
const uids = 4000
let launched = 0

/**
 * The prefix with a user for this cell alone: cells of one user could signal each other, and slow
 * each other down.
 */
function withOwnUser(prefix: readonly string[]): string[] {
  const uid = firstUid + (launched++ % uids)
  return prefix.map(word => word.replace(/^(--re[ug]id=)\d+$/, `$1${uid}`))
}

/** A process group of its own, so that a Ctrl-C meant for the host lets the host finish first. */
export function launch(
  { prefix, node = ownNode }: Launcher,
  isJitless: boolean,
  stackKb: number,
): ChildProcess {
  const flags = nodeFlags(isJitless, node, stackKb)
  const command = [...withOwnUser(prefix), node.path, ...flags, '--eval', boot]
  const [file = '', ...args] = command
  return spawn(file, args, {
    env: environment,
    cwd: '/',
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true,
  })
}
