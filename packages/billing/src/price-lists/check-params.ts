/** Checks an operator's parameters against the plugin's JSON Schema, and fills in its defaults. */

import type { Manifest, Params } from '@wattline/plugin-sdk'
import { resolveCuts, type Told } from '@wattline/tariffs'
import { Ajv2020 } from 'ajv/dist/2020.js'

import { type InputFault, Refusal } from '../refusal.js'

const ajv = new Ajv2020({ allErrors: true, useDefaults: true, strict: false })

/**
 * The parameters as the plugin will get them.
 *
 * @throws Refusal `plugin-params-invalid` with every fault
 */
export function checkParams(manifest: Manifest, given: Params, place: string): Params {
  const params = structuredClone(given) as Record<string, unknown>
  const validate = ajv.compile(manifest.params)
  if (!validate(params)) {
    const faults: InputFault[] = (validate.errors ?? []).map(({ instancePath, message }) => ({
      path: `${place}${instancePath.replaceAll('/', '.')}`,
      message: message ?? 'is not valid',
    }))
    throw new Refusal('plugin-params-invalid', { faults })
  }
  // A cut may name a parameter: that it names a good one shows only with the values.
  try {
    resolveCuts(manifest, { params, ...untold(manifest), startSecond: 0 })
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    throw new Refusal('plugin-params-invalid', { faults: [{ path: place, message }] })
  }
  return params
}

/** As if nothing were known of any fact or series: then they cut nothing. */
function untold({ reads, series }: Manifest): Told {
  return {
    facts: Object.fromEntries(Object.keys(reads).map(name => [name, null])),
    series: Object.fromEntries(Object.keys(series).map(name => [name, []])),
  }
}
