/** Checks an operator's parameters against the plugin's JSON Schema, and fills in its defaults. */

import {
  faultsInParamsSchema,
  faultsInTexts,
  type Manifest,
  type Params,
} from '@wattline/plugin-sdk'
import { resolveCuts, type Told } from '@wattline/tariffs'
import type { ErrorObject } from 'ajv'
import { Ajv2020 } from 'ajv/dist/2020.js'

import { factsAsked, seriesAsked } from '../facts/questions.js'
import { type InputFault, Refusal } from '../refusal.js'

/** What a list's parameters may come to as JSON, so that each bill can carry them. */
const paramsAtMostBytes = 10_240

/**
 * The parameters as the plugin will get them.
 *
 * @throws Refusal `plugin-params-invalid` with every fault and its place
 */
export function checkParams(manifest: Manifest, given: Params, place: string): Params {
  const params = structuredClone(given) as Record<string, unknown>
  const faults = faultsIn(manifest, params, place)
  if (faults.length > 0) throw new Refusal('plugin-params-invalid', { faults })
  // A fact, a series or a cut may name a parameter: that it names a good one shows only with the
  // values.
  try {
    factsAsked({ plugin: { manifest }, params })
    seriesAsked({ plugin: { manifest }, params })
    resolveCuts(manifest, { params, ...untold(manifest), startSecond: 0 })
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    throw new Refusal('plugin-params-invalid', { faults: [{ path: place, message }] })
  }
  return params
}

/** Fills defaults into `params` on the way. */
function faultsIn(
  manifest: Manifest,
  params: Record<string, unknown>,
  place: string,
): readonly InputFault[] {
  if (Buffer.byteLength(JSON.stringify(params)) > paramsAtMostBytes) {
    return [{ path: place, message: `is longer than ${paramsAtMostBytes} bytes of JSON` }]
  }
  // Both before the schema's first pattern is tried: all of them are, whatever else is at fault.
  const unsafe = [...faultsInParamsSchema(manifest.params), ...faultsInTexts(params, 'params')]
  if (unsafe.length > 0) return unsafe.map(message => ({ path: place, message }))
  // One for each check: a compiled schema is kept for as long as its Ajv, and two versions of a
  // plugin may give theirs the same $id. Annotations of the schema's author, such as hints for a
  // form, are no fault of the operator's.
  const ajv = new Ajv2020({ allErrors: true, useDefaults: true, strict: false })
  const validate = ajv.compile(manifest.params)
  if (validate(params)) return []
  return (validate.errors ?? []).map(error => ({
    path: `${place}${placeIn(error)}`,
    message: error.message ?? 'is not valid',
  }))
}

/** `.bands[2].rate`: the value at fault, also where it is missing or not asked for. */
function placeIn({ instancePath, params }: ErrorObject): string {
  const { missingProperty, additionalProperty, unevaluatedProperty } = params
  const named = missingProperty ?? additionalProperty ?? unevaluatedProperty
  const steps = instancePath.split('/').slice(1).map(readStep)
  return [...steps, ...(named === undefined ? [] : [String(named)])]
    .map(step => (/^\d+$/.test(step) ? `[${step}]` : `.${step}`))
    .join('')
}

/** A step of a JSON Pointer (RFC 6901). */
function readStep(step: string): string {
  return step.replaceAll('~1', '/').replaceAll('~0', '~')
}

/** As if nothing were known of any fact or series: then they cut nothing. */
function untold({ reads, series }: Manifest): Told {
  return {
    facts: Object.fromEntries(Object.keys(reads).map(name => [name, null])),
    series: Object.fromEntries(Object.keys(series).map(name => [name, []])),
  }
}
