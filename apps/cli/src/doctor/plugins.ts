/** Tells which layers of the plugin sandbox this machine gives. */

import { type ActiveLayers, activeLayers } from '@wattline/plugin-host'

import type { Finding } from './findings.js'

/** One finding per layer, found by starting a sandbox and stopping it again. */
export async function examinePlugins(): Promise<Finding[]> {
  return judgePlugins(await activeLayers())
}

const afterRefusal =
  'Bills with one wait for a machine that has the layers; its author may try it with ' +
  '`wattline plugin check`, in the mode author, which no bill can carry unnoticed.'

/** A layer that is off is a note: plugins of our own run all the same, others' are refused. */
export function judgePlugins({ engine, layers, thirdPartyAllowed }: ActiveLayers): Finding[] {
  const { isAllowed, reason } = thirdPartyAllowed
  const canStart = layers.every(({ name, isActive }) => name !== 'process' || isActive)
  return [
    { verdict: canStart ? 'good' : 'bad', topic: 'plugins run on', text: engine },
    ...layers.map(({ name, isActive, detail }): Finding => {
      const text = isActive ? detail : `not active: ${detail}`
      return { verdict: isActive ? 'good' : 'note', topic: `plugin ${name}`, text }
    }),
    {
      verdict: canStart ? 'good' : 'bad',
      topic: 'plugins of ours',
      text: canStart ? 'run, each known by its code' : 'do not run: no cell starts',
    },
    {
      verdict: isAllowed ? 'good' : 'note',
      topic: 'plugins of others',
      text: isAllowed ? `run: ${reason}` : `refused: ${reason}. ${afterRefusal}`,
    },
  ]
}
