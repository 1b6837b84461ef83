/**
 * Shows that each layer found on this machine really stands: a script behind them tries to get out.
 */

import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

import { launcherOfThisMachine, nodeFlags, permissionFlag } from './launch.js'

const tries = `
const { connect } = require('node:net')
const { readFileSync, writeFileSync } = require('node:fs')
const { spawnSync } = require('node:child_process')
const codeOf = act => { try { act(); return 'done' } catch (error) { return error.code } }
const tried = {
  environment: Object.keys(process.env),
  uid: process.getuid(),
  read: codeOf(() => readFileSync('/etc/passwd')),
  write: codeOf(() => writeFileSync('/tmp/leak', 'x')),
  child: codeOf(() => spawnSync('true')),
  webAssembly: typeof WebAssembly,
}
connect(1, '127.0.0.1').on('error', error => {
  process.stdout.write(JSON.stringify({ ...tried, network: error.code }))
})`

test('behind the layers there is no network, file, child, environment or JIT', async () => {
  const { prefix, layers } = await launcherOfThisMachine()
  const command = [...prefix, process.execPath, ...nodeFlags(true), '--eval', tries]
  const env = { TZ: 'UTC' }
  const [file = '', ...args] = command
  const { stdout } = await promisify(execFile)(file, args, { env, cwd: '/' })
  const isActive = (name: string) => layers.some(layer => layer.name === name && layer.isActive)
  const dropsUser = prefix.some(word => word.startsWith('--reuid'))
  expect(JSON.parse(stdout)).toEqual({
    environment: ['TZ'],
    uid: dropsUser ? 65_534 : process.getuid?.(),
    read: 'ERR_ACCESS_DENIED',
    write: 'ERR_ACCESS_DENIED',
    child: 'ERR_ACCESS_DENIED',
    webAssembly: 'undefined',
    network: isActive('network') ? 'ENETUNREACH' : 'ECONNREFUSED',
  })
})

test('the permission flag is the one that this Node knows', () => {
  const major = Number(process.versions.node.split('.')[0])
  expect(permissionFlag).toBe(major < 22 ? '--experimental-permission' : '--permission')
})
