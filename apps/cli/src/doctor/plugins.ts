/** Tells which layers of the plugin sandbox this machine gives. */

import { type ActiveLayers, activeLayers } from '@wattline/plugin-host'

import type { Finding } from './findings.js'

/** One finding per layer, found by starting a sandbox and stopping it again. */
export async function examinePlugins(): Promise<Finding[]> {
  return judgePlugins(await activeLayers())
}

/** A layer that is off is a note: plugins of our own run all the same, others' are refused. */
export function judgePlugins({ engine, layers, thirdPartyAllowed }: ActiveLayers): Finding[] {
  return [
    { verdict: 'good', topic: 'plugins run on', text: engine },
    ...layers.map(({ name, isActive, detail }): Finding => {
      const text = isActive ? detail : `not active: ${detail}`
      return { verdict: isActive ? 'good' : 'note', topic: `plugin ${name}`, text }
    }),
    {
      verdict: thirdPartyAllowed.isAllowed ? 'good' : 'note',
      topic: 'plugins of others',
      text: `${thirdPartyAllowed.isAllowed ? 'allowed' : 'refused'}: ${thirdPartyAllowed.reason}`,
    },
  ]
}
