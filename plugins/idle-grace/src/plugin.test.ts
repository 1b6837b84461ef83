/** Tries the golden sessions of the idle-grace plugin as a publish would. */

import { checkPlugin } from '@wattline/plugin-sdk'

import goldens from './goldens.js'
import plugin from './plugin.js'

test('a publish would find nothing: manifest, goldens, bounds, repeats and order', () => {
  expect(checkPlugin(plugin, goldens)).toEqual([])
})
