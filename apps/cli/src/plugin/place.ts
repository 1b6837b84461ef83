/** Finds the place a command is for, and what bills there now. */

import { askGateway, Declined, type Door } from './ask-gateway.js'

/** Everywhere the operator charges, where neither is given. */
export interface Place {
  readonly locationId?: string
  readonly connectorId?: string
}

export const placeUsage = `  --location   its id, OCPI id or name; or
  --connector  a connector’s id; everywhere the operator charges without either`

interface Location {
  readonly id: string
  readonly ocpiId: string
  readonly name: string
}

/** @param given the command’s options @throws Declined for a location that is not there */
export async function findPlace(
  door: Door,
  given: Readonly<Record<string, string | boolean | undefined>>,
): Promise<Place> {
  const { location, connector } = given
  if (typeof connector === 'string') return { connectorId: connector }
  if (typeof location !== 'string') return {}
  const { locations } = await askGateway<{
    locations: { edges: readonly { readonly node: Location }[] }
  }>(door, '{ locations(first: 100) { edges { node { id ocpiId name } } } }')
  const known = locations.edges.map(({ node }) => node)
  const found = known.find(({ id, ocpiId, name }) => [id, ocpiId, name].includes(location))
  if (found) return { locationId: found.id }
  // Past the first hundred, an id is still an id.
  if (/^[0-9a-f-]{36}$/.test(location)) return { locationId: location }
  const names = known.map(({ ocpiId, name }) => `  ${ocpiId}  ${name}`).join('\n')
  throw new Declined(`there is no location “${location}”; those there are:\n${names}`)
}

export interface LivePriceList {
  readonly id: string
  readonly name: string
  readonly tariffVersion: { readonly id: string; readonly tariffId: string }
  readonly cap: Money | null
  readonly leastHold: Money | null
  readonly plugins: readonly {
    readonly onFailure: string
    readonly params: unknown
    readonly pluginVersion: {
      readonly id: string
      readonly pluginId: string
      readonly version: string
    }
  }[]
}

interface Money {
  readonly amount: string
  readonly currency: string
}

interface Candidate {
  readonly verdict: string
  readonly priceList: LivePriceList
}

/**
 * The price list that bills at the place for drivers of no group, as its first connector tells.
 *
 * @throws Declined where there is no connector, or nothing bills
 */
export async function liveAt(door: Door, place: Place): Promise<LivePriceList> {
  const connectorId = place.connectorId ?? (await firstConnector(door, place))
  const { priceListsAt } = await askGateway<{ priceListsAt: readonly Candidate[] }>(
    door,
    `query($connectorId: ID!) { priceListsAt(connectorId: $connectorId) {
      verdict
      priceList {
        id name tariffVersion { id tariffId }
        cap { amount currency } leastHold { amount currency }
        plugins { onFailure params pluginVersion { id pluginId version } }
      } } }`,
    { connectorId },
  )
  const winner = priceListsAt.find(({ verdict }) => verdict === 'WINS')
  if (!winner) throw new Declined('nothing bills there yet: publish a tariff and assign it first')
  return winner.priceList
}

async function firstConnector(door: Door, { locationId }: Place): Promise<string> {
  const { connectors } = await askGateway<{
    connectors: { edges: readonly { readonly node: { readonly id: string } }[] }
  }>(
    door,
    `query($locationId: ID) {
      connectors(first: 1, locationId: $locationId) { edges { node { id } } }
    }`,
    { locationId },
  )
  const [edge] = connectors.edges
  if (!edge) throw new Declined('there is no connector at that place yet')
  return edge.node.id
}
