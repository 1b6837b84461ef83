/**
 * Makes a price list of a tariff version and plugins, and assigns it to a place from an instant.
 */

import { brokenConstraint, insertRows } from '@wattline/database'
import type { Params } from '@wattline/plugin-sdk'
import type { Instant, Money } from '@wattline/units'
import type { EntityManager } from 'typeorm'

import { type Authority, operatorOf, requireRole } from '../authority.js'
import { hashOf } from '../canonical.js'
import type { Core } from '../core.js'
import { once } from '../once.js'
import { PluginVersion } from '../plugins/plugin-version.entity.js'
import { Refusal, refuseInput } from '../refusal.js'
import { Connector } from '../sites/connector.entity.js'
import { Location } from '../sites/location.entity.js'
import { TariffVersion } from '../tariffs/tariff-version.entity.js'
import { checkParams } from './check-params.js'
import { PriceList } from './price-list.entity.js'
import { PriceListAssignment } from './price-list-assignment.entity.js'
import { type OnFailure, PriceListPlugin } from './price-list-plugin.entity.js'

export interface Assignment {
  readonly operatorId?: string | null
  readonly name: string
  readonly tariffVersionId: string
  /** In the order they run inside their phase. */
  readonly plugins: readonly {
    readonly pluginVersionId: string
    readonly params: Params
    readonly onFailure: OnFailure
  }[]
  /** The most a session costs, tax included: no bill by this price list exceeds it. */
  readonly cap?: Money | null
  /** The least that is reserved when a session starts. */
  readonly leastHold?: Money | null
  /** At most one of the two; neither: everywhere. */
  readonly locationId?: string | null
  readonly connectorId?: string | null
  readonly startsAt: Instant
  readonly idempotencyKey: string
}

/**
 * Assigns a price list. The narrower place wins (connector, location, operator), then the later
 * start.
 *
 * @throws Refusal `not-found`, `plugin-params-invalid`, `input-invalid`, or `price-list-ambiguous`
 * for an equal start at the same place
 */
export async function assignPriceList(
  core: Core,
  authority: Authority,
  input: Assignment,
): Promise<{ priceListId: string; assignmentId: string }> {
  requireRole(authority, 'operator')
  const operatorId = operatorOf(authority, input.operatorId)
  const ask = {
    holderId: authority.holderId,
    operatorId,
    key: input.idempotencyKey,
    input: ['assignPriceList', { ...input, startsAt: input.startsAt.toString() }],
  }
  try {
    return await once(core, ask, async tx => {
      await checkTarget(tx, input)
      const priceListId = await priceListOf(core, tx, { ...input, operatorId })
      const assignmentId = core.newId()
      await tx.insert(PriceListAssignment, {
        id: assignmentId,
        operatorId,
        priceListId,
        locationId: input.locationId ?? null,
        connectorId: input.connectorId ?? null,
        startsAt: input.startsAt,
        createdAt: core.clock.now(),
        createdBy: authority.keyId,
      })
      return { priceListId, assignmentId }
    })
  } catch (error) {
    if (brokenConstraint(error) === 'price_list_assignment_unambiguous') {
      throw new Refusal('price-list-ambiguous', { startsAt: input.startsAt.toString() })
    }
    throw error
  }
}

async function checkTarget(
  tx: EntityManager,
  { locationId, connectorId }: Assignment,
): Promise<void> {
  if (locationId && connectorId) {
    refuseInput([{ path: 'connectorId', message: 'Name a location or a connector, not both' }])
  }
  if (locationId && !(await tx.findOneBy(Location, { id: locationId }))) {
    throw new Refusal('not-found', { what: 'location' })
  }
  if (connectorId && !(await tx.findOneBy(Connector, { id: connectorId }))) {
    throw new Refusal('not-found', { what: 'connector' })
  }
}

/** The price list of exactly this content, made when it is new. */
async function priceListOf(
  core: Core,
  tx: EntityManager,
  input: Assignment & { readonly operatorId: string },
): Promise<string> {
  const { operatorId } = input
  const tariff = await tx.findOneBy(TariffVersion, { id: input.tariffVersionId, operatorId })
  if (!tariff) throw new Refusal('not-found', { what: 'tariff version' })
  const amounts = {
    capMinor: minorOf('cap', input.cap, tariff.currency),
    leastHoldMinor: minorOf('leastHold', input.leastHold, tariff.currency),
  }
  const plugins: { version: PluginVersion; params: Params; onFailure: OnFailure }[] = []
  for (const [index, { pluginVersionId, params, onFailure }] of input.plugins.entries()) {
    const version = await tx.findOneBy(PluginVersion, { id: pluginVersionId, operatorId })
    if (!version) throw new Refusal('not-found', { what: `plugin version (plugins[${index}])` })
    const checked = checkParams(version.manifest, params, `plugins[${index}].params`)
    plugins.push({ version, params: checked, onFailure })
  }
  const hash = hashOf({
    tariff: tariff.hash,
    plugins: plugins.map(({ version, params, onFailure }) => [version.hash, params, onFailure]),
    name: input.name,
    ...amounts,
  })
  const known = await tx.findOneBy(PriceList, { operatorId, hash })
  if (known) return known.id
  const id = core.newId()
  await tx.insert(PriceList, {
    id,
    operatorId,
    name: input.name,
    tariffVersionId: tariff.id,
    ...amounts,
    hash,
    createdAt: core.clock.now(),
  })
  for (const [position, { version, params, onFailure }] of plugins.entries()) {
    await insertRows(tx, PriceListPlugin, {
      priceListId: id,
      operatorId,
      position,
      pluginVersionId: version.id,
      params,
      paramsHash: hashOf(params),
      onFailure,
    })
  }
  return id
}

/** @throws Refusal `input-invalid` for nothing, or in another currency than the tariff's */
function minorOf(path: string, amount: Money | null | undefined, currency: string): bigint | null {
  if (!amount) return null
  if (amount.currency !== currency) {
    refuseInput([{ path, message: `The tariff prices in ${currency}` }])
  }
  if (amount.minor <= 0n) refuseInput([{ path, message: 'More than nothing' }])
  return amount.minor
}
