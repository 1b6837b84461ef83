/** Reads what was sent about price lists: ids that can exist, whole parameters, amounts. */

import {
  type Assignment,
  type EditInput,
  type ListAssignment,
  refuseInput,
  type Target,
} from '@wattline/billing'

import { knownId, knownIdIfAny } from '../values/known-id.js'
import { readMoney } from '../values/read-money.js'
import type {
  ActivationFields,
  DraftPriceListInput,
  PluginParamsInput,
  PriceListPlaceInput,
  PriceListPluginInput,
} from './price-list-input.type.js'

type Content = Omit<Assignment, Exclude<keyof ListAssignment, 'operatorId'>>

/** What a price list is made of. What is left out stays out, so that a request hashes the same. */
export function readContent(
  input: Omit<DraftPriceListInput, 'idempotencyKey'>,
): Omit<Content, 'operatorId'> {
  const cap = readMoney(input.cap, 'cap')
  const leastHold = readMoney(input.leastHold, 'leastHold')
  return {
    name: input.name,
    tariffVersionId: knownId('tariff version', input.tariffVersionId),
    plugins: (input.plugins ?? []).map(readPlugin),
    ...(cap && { cap }),
    ...(leastHold && { leastHold }),
  }
}

export function readPlace(input: PriceListPlaceInput): Target {
  return {
    locationId: knownIdIfAny('location', input.locationId) ?? null,
    connectorGroupId: knownIdIfAny('connector group', input.connectorGroupId) ?? null,
    connectorId: knownIdIfAny('connector', input.connectorId) ?? null,
    driverGroupId: knownIdIfAny('driver group', input.driverGroupId) ?? null,
  }
}

export function readActivation(input: ActivationFields): Omit<ListAssignment, 'priceListId'> {
  const { startsAt, idempotencyKey } = input
  return {
    ...readPlace(input),
    operatorId: knownIdIfAny('operator', input.operatorId) ?? null,
    mode: input.mode ?? 'live',
    shareBp: input.shareBp ?? null,
    startsAt,
    idempotencyKey,
  }
}

export function readEdits(edits: readonly PluginParamsInput[]): EditInput['edits'] {
  return edits.map(({ pluginVersionId, params }, index) => ({
    pluginVersionId: knownId('plugin version', pluginVersionId),
    params: readParams(params, `edits[${index}].params`),
  }))
}

type Plugin = Assignment['plugins'][number]

/** @throws Refusal `not-found`, `input-invalid` */
export function readPlugin(plugin: PriceListPluginInput, index: number): Plugin {
  return {
    pluginVersionId: knownId('plugin version', plugin.pluginVersionId),
    params: readParams(plugin.params, `plugins[${index}].params`),
    onFailure: plugin.onFailure ?? 'continue',
  }
}

/** The core checks the parameters against the plugin's schema; here they need only be an object. */
function readParams(params: unknown, path: string): Plugin['params'] {
  if (typeof params !== 'object' || params === null || Array.isArray(params)) {
    refuseInput([{ path, message: 'A JSON object' }])
  }
  return params as Plugin['params']
}
