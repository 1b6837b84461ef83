/**
 * Runs the naked tries in a process behind the layers of a cell, beside the live cell of another
 * operator, with stand-ins for what there is to reach.
 */

import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { type Launcher, launch, launcherOfThisMachine, type NodeBinary } from '../pool/launch.js'
import { frameOf } from '../wire/frames.js'
import { nakedProgram } from './naked-tries.js'

export interface NakedResult {
  readonly isStopped: boolean
  /** What came back, or the error it met. */
  readonly answer: string
}

const stackKb = 900
const asFrame = (program: string) => frameOf(0, Buffer.from(`(function (require) {${program}})`))

const listening = (to: { port: number; host: string } | { path: string }): Promise<Server> =>
  new Promise(resolve => {
    const server = createServer(socket => socket.end()).listen(to, () => resolve(server))
  })

async function run(launcher: Launcher, places: object): Promise<string> {
  const child = launch(launcher, true, stackKb)
  child.stdin?.write(asFrame(nakedProgram({ ...places, host: process.pid })))
  let told = ''
  child.stdout?.on('data', chunk => {
    told += chunk
  })
  await new Promise(resolve => child.on('close', resolve))
  return told
}

/** One result for each of `nakedTries`, in order. */
export async function tryNaked(node?: NodeBinary): Promise<readonly NakedResult[]> {
  const launcher = await launcherOfThisMachine(node)
  const folder = mkdtempSync(join(tmpdir(), 'wattline-naked-'))
  chmodSync(folder, 0o777)
  const [secret, socket, fresh] = ['secret', 'socket', 'fresh'].map(name => join(folder, name))
  writeFileSync(secret as string, 'a secret')
  const tcp = await listening({ port: 0, host: '127.0.0.1' })
  const unix = await listening({ path: socket as string })
  chmodSync(socket as string, 0o777)
  const victim = launch(launcher, true, stackKb)
  victim.stdin?.write(asFrame('setInterval(() => {}, 1000); process.stdout.write("up")'))
  await new Promise(resolve => victim.stdout?.once('data', resolve))
  try {
    const { port } = tcp.address() as AddressInfo
    const told = await run(launcher, { victim: victim.pid, port, secret, socket, fresh })
    return JSON.parse(told) as NakedResult[]
  } finally {
    victim.kill('SIGKILL')
    tcp.close()
    unix.close()
    rmSync(folder, { recursive: true, force: true })
  }
}
