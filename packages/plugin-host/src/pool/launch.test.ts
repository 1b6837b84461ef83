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

test.each([
  ['20.20.2', '--experimental-permission'],
  ['22.12.0', '--experimental-permission'],
  ['22.13.0', '--permission'],
  ['24.21.0', '--permission'],
])('Node %s is asked for its permission model by the name it knows', (version, flag) => {
  expect(permissionFlag({ path: 'node', version })).toBe(flag)
})

test('the Node that runs the tests takes the flags of a cell', () => {
  expect(process.allowedNodeEnvironmentFlags.has(nodeFlags(true)[0] as string)).toBe(true)
})
