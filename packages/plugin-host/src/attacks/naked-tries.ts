/**
 * What an attacker would try who has come out of SES and V8's own sandbox, and runs plain Node code
 * in the process of a cell: each with the layer that stops it, if one does.
 */

import type { Layer } from '../pool/launch.js'

export interface NakedTry {
  readonly name: string
  /** Undefined: nothing stops it, and the report says so. */
  readonly stoppedBy?: Layer['name']
  /** An expression over `node` (require) and `at` (what to attack); it throws if stopped. */
  readonly code: string
}

const reads = (name: string, path: string): NakedTry => ({
  name,
  stoppedBy: 'files',
  code: `node('fs').readFileSync(${path})`,
})

export const nakedTries: readonly NakedTry[] = [
  {
    name: 'find open files or sockets that it inherited',
    stoppedBy: 'process',
    code: 'absent(inherited())',
  },
  reads(`another operator's file`, 'at.secret'),
  reads('the accounts of the machine', `'/etc/passwd'`),
  reads('the environment of the host, where its secrets are', `'/proc/' + at.host + '/environ'`),
  reads(`the memory of another operator's cell`, `'/proc/' + at.victim + '/mem'`),
  reads(`the input pipe of another operator's cell`, `'/proc/' + at.victim + '/fd/0'`),
  { name: 'list a folder', stoppedBy: 'files', code: `node('fs').readdirSync('/')` },
  { name: 'write a file', stoppedBy: 'files', code: 'node("fs").writeFileSync(at.fresh, "x")' },
  {
    name: 'write through a heap snapshot',
    stoppedBy: 'files',
    code: 'node("v8").writeHeapSnapshot(at.fresh)',
  },
  {
    name: 'write a file through SQLite, which the permission model forgets',
    stoppedBy: 'limits',
    code: `new (node('sqlite').DatabaseSync)(at.fresh).exec('create table a (b)')`,
  },
  {
    name: 'start a program',
    stoppedBy: 'files',
    code: `need(node('child_process').spawnSync('true'))`,
  },
  {
    name: 'start a thread',
    stoppedBy: 'files',
    code: `new (node('worker_threads').Worker)('0', { eval: true })`,
  },
  {
    name: 'load native code',
    stoppedBy: 'files',
    code: `process.dlopen({ exports: {} }, process.execPath)`,
  },
  { name: 'open a debugger', stoppedBy: 'files', code: `node('inspector').open(0)` },
  {
    name: 'connect to Postgres or Redis',
    stoppedBy: 'network',
    code: 'connect({ port: at.port, host: "127.0.0.1" })',
  },
  {
    name: 'connect to the internet',
    stoppedBy: 'network',
    code: 'connect({ port: 443, host: "1.1.1.1" })',
  },
  { name: 'send a datagram', stoppedBy: 'network', code: 'send(at.port)' },
  {
    name: 'connect to a socket in a folder, where its mode lets everybody',
    code: 'connect({ path: at.socket })',
  },
  {
    name: `end another operator's cell by a signal`,
    stoppedBy: 'user',
    code: 'process.kill(at.victim, 0)',
  },
  { name: 'end the host by a signal', stoppedBy: 'user', code: 'process.kill(at.host, 0)' },
  {
    name: `slow another operator's cell down`,
    stoppedBy: 'user',
    code: `node('os').setPriority(at.victim, 10)`,
  },
  { name: 'become root', stoppedBy: 'user', code: 'process.setuid(0)' },
  {
    name: 'allocate two gigabytes off the heap',
    stoppedBy: 'limits',
    code: 'Buffer.alloc(2 ** 31)',
  },
  {
    name: 'find secrets in its own environment',
    stoppedBy: 'process',
    code: `absent(Object.keys(process.env).filter(name => name !== 'TZ'))`,
  },
  {
    name: 'compile WebAssembly',
    stoppedBy: 'engine',
    code: 'new WebAssembly.Memory({ initial: 1 })',
  },
  { name: 'read the clock', code: 'Date.now()' },
  {
    name: 'read the name of the machine and its processors',
    code: `node('os').hostname() + node('os').cpus().length`,
  },
  { name: 'burn CPU until its deadline', code: `'nothing but the deadline'` },
  {
    name: 'answer with prices of its own for this operator',
    code: `'only the contract and its bounds'`,
  },
]

/** The program: tries one after the other and tells, as JSON, what each came to. */
export const nakedProgram = (places: object): string => `
const at = ${JSON.stringify(places)}
const node = name => require('node:' + name)
const need = ({ error }) => { if (error) throw error }
const absent = found => { if (found.length === 0) throw new Error('none') ; return found.join() }
const inherited = () => Array.from({ length: 61 }, (_, fd) => fd + 3).filter(fd => {
  try { const stat = node('fs').fstatSync(fd); return stat.isFile() || stat.isSocket() } catch { return false }
})
const connect = to => new Promise((resolve, reject) => {
  const socket = node('net').connect(to, () => resolve('connected')).on('error', reject)
  socket.setTimeout(2000, () => reject(new Error('no answer')))
})
const send = port => new Promise((resolve, reject) =>
  node('dgram').createSocket('udp4').send('x', port, '127.0.0.1', error => error ? reject(error) : resolve('sent')))
const tries = [${nakedTries.map(({ code }) => `async () => (${code})`).join(',\n')}]
;(async () => {
  const told = []
  for (const each of tries) {
    try { told.push({ isStopped: false, answer: String(await each()).slice(0, 60) }) }
    catch (error) { told.push({ isStopped: true, answer: String(error.code ?? error.message).slice(0, 60) }) }
  }
  process.stdout.write(JSON.stringify(told), () => process.exit(0))
})()`
