/** Tries the judgement over the layers, and the report of this machine. */

import { activeLayers, judgeLayers } from './layers.js'
import type { Layer } from './pool/launch.js'

const layer = (name: Layer['name'], isActive: boolean): Layer => ({ name, isActive, detail: 'x' })

const allowed = 'plugins run without network in a process per operator'

test.each`
  process  | network  | limits   | isAllowed | reason
  ${true}  | ${true}  | ${true}  | ${true}   | ${allowed}
  ${true}  | ${true}  | ${false} | ${true}   | ${allowed}
  ${true}  | ${false} | ${true}  | ${false}  | ${'first-party plugins only; network: x'}
  ${false} | ${false} | ${true}  | ${false}  | ${'first-party plugins only; process: x; network: x'}
`('process $process, network $network: others allowed $isAllowed', row => {
  const layers = (['process', 'network', 'limits'] as const).map(name => layer(name, row[name]))
  expect(judgeLayers(layers)).toEqual({ isAllowed: row.isAllowed, reason: row.reason })
})

test('this machine starts a cell, and its report names engine and every layer', async () => {
  const { engine, layers } = await activeLayers()
  expect(engine).toBe(`ses 2.3.0 / node ${process.versions.node} / jitless`)
  const names = ['process', 'files', 'realm', 'network', 'user', 'limits', 'engine']
  expect(layers.map(({ name }) => name)).toEqual(names)
  const sure = ['process', 'files', 'realm', 'engine']
  expect(layers.filter(({ name }) => sure.includes(name)).every(({ isActive }) => isActive)).toBe(
    true,
  )
})
