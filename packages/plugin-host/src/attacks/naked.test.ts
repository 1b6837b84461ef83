/**
 * Shows what the process alone stops, once everything inside it has failed: each try ends at the
 * layer that the table names, wherever this machine offers that layer.
 */

import { launcherOfThisMachine } from '../pool/launch.js'
import { tryNaked } from './naked.js'
import { nakedTries } from './naked-tries.js'

test('plain Node code in a cell reaches no other operator, file or network', async () => {
  const { layers } = await launcherOfThisMachine()
  const isActive = (name?: string) =>
    name === 'engine' || layers.some(layer => layer.name === name && layer.isActive)
  const results = await tryNaked()
  expect(results.length).toBe(nakedTries.length)
  const open = nakedTries.filter(
    ({ stoppedBy }, at) => isActive(stoppedBy) && results[at]?.isStopped !== true,
  )
  expect(open).toEqual([])
})

test('the tries that nothing stops are few, and named', () => {
  const open = nakedTries.filter(({ stoppedBy }) => stoppedBy === undefined)
  expect(open.map(({ name }) => name)).toEqual([
    'connect to a socket in a folder, where its mode lets everybody',
    'read the clock',
    'read the name of the machine and its processors',
    'burn CPU until its deadline',
    'answer with prices of its own for this operator',
  ])
})
