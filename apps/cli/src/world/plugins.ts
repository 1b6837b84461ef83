/** Gives an operator one of our own plugins, as it stands in this checkout. */

import { fileURLToPath } from 'node:url'

import { type Core, registerPlugin } from '@wattline/billing'
import { bundlePlugin } from '@wattline/plugin-host'

const folder = new URL('../../../../plugins/', import.meta.url)

/** Returns the plugin version's id; the same content again gives the same one. */
export async function keepPlugin(core: Core, operatorId: string, name: string): Promise<string> {
  const plugin = await bundlePlugin(fileURLToPath(new URL(`${name}/src/plugin.ts`, folder)))
  return registerPlugin(core, operatorId, plugin)
}
