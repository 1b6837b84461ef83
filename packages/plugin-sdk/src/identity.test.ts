/** Holds the identity of a plugin to what matters: every content, and no order of keys. */

import type { Manifest } from './contract.js'
import { identityText } from './identity.js'

const manifest = {
  id: 'a',
  version: '1.0.0',
  params: { type: 'object', properties: { b: { minimum: 1 }, a: {} } },
  cuts: [{ clock: '22:00' }, { clock: '06:00' }],
} as unknown as Manifest
const { id, version, params, cuts } = manifest

test('the order of keys does not change the text, at any depth', () => {
  const other = {
    cuts,
    params: { properties: { a: {}, b: { minimum: 1 } }, type: 'object' },
    version,
    id,
  }
  expect(identityText(other as unknown as Manifest, 'x')).toBe(identityText(manifest, 'x'))
})

test('every content changes the text: bundle, fields, and the order of a list', () => {
  const texts = [
    identityText(manifest, 'x'),
    identityText(manifest, 'y'),
    identityText({ ...manifest, version: '1.0.1' }, 'x'),
    identityText({ ...manifest, params: { ...params, type: 'array' } }, 'x'),
    identityText({ ...manifest, cuts: [...cuts].reverse() }, 'x'),
  ]
  expect(new Set(texts).size).toBe(texts.length)
})
