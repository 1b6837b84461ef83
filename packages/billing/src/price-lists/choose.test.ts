/**
 * The database's choice is the pure order's choice, over generated assignments of two operators.
 */

import { inScope, insertRows } from '@wattline/database'
import { Temporal } from '@wattline/units'
import fc from 'fast-check'

import { registerDriver } from '../drivers/register.js'
import { statementsDuring } from '../testing/count-statements.js'
import { type TestCore, testCore } from '../testing/test-core.js'
import { addPlug, type World, world } from '../testing/world.js'
import { priceListsAt, shadowListsAt } from './choose.js'
import { candidatesAt } from './explain.js'
import { changeGroup, makeGroup } from './groups.js'
import { judge } from './order.js'
import { PriceList } from './price-list.entity.js'
import { type AssignmentMode, PriceListAssignment } from './price-list-assignment.entity.js'

/** What assignments of one operator can name. */
interface Ground {
  readonly w: World
  readonly connectors: readonly string[]
  readonly drivers: readonly string[]
  readonly connectorGroups: readonly string[]
  readonly driverGroups: readonly string[]
}

let core: TestCore
let grounds: Ground[]
beforeAll(async () => {
  core = await testCore('2026-03-01T00:00:00Z')
  grounds = [await ground(), await ground()]
})
afterAll(() => core.close())

const day = (n: number) => Temporal.Instant.from('2026-03-01T00:00:00Z').add({ hours: 24 * n })

/**
 * Two connectors and two drivers, all in the first group, one of each in the second until day 5.
 */
async function ground(): Promise<Ground> {
  const w = await world(core)
  const { operatorId, locationId } = w
  const connectors = [
    w.connectorId,
    await addPlug(core, { operatorId, locationId, maxPowerW: 11_000 }),
  ]
  const other = await registerDriver(core, { operatorId, externalId: 'driver-2', stored: null })
  const drivers = [w.driverId, other]
  const grouped = async (kind: 'connector' | 'driver', ids: readonly string[]) => {
    const named = ['One', 'Two'].map(async (name, index) => {
      const group = { kind, name, rank: index + 1, idempotencyKey: core.newId() }
      return (await makeGroup(core, w.operator, group)).groupId
    })
    const [one, two] = (await Promise.all(named)) as [string, string]
    const first = ids.slice(0, 1)
    const change = (groupId: string, add: readonly string[], remove: readonly string[], n = 0) =>
      changeGroup(core, w.operator, {
        ...{ kind, groupId, add, remove, from: day(n) },
        idempotencyKey: core.newId(),
      })
    await change(one, ids, [])
    await change(two, first, [])
    await change(two, [], first, 5)
    return [one, two]
  }
  const connectorGroups = await grouped('connector', connectors)
  return { w, connectors, drivers, connectorGroups, driverGroups: await grouped('driver', drivers) }
}

const oneOf = <T>(...values: T[]) => fc.constantFrom(...values)
const index = oneOf(0, 1)
const drawn = fc.record({
  operator: index,
  place: oneOf('everywhere', 'location', 'group', 'group', 'connector'),
  which: index,
  driverGroup: oneOf(null, null, 0, 1),
  mode: oneOf<AssignmentMode>('live', 'live', 'canary', 'shadow'),
  startDay: fc.integer({ min: 0, max: 9 }),
  endDay: oneOf(null, null, null, 3, 6),
  approval: oneOf('not-needed', 'not-needed', 'waiting', 'approved'),
})
type Drawn = typeof drawn extends fc.Arbitrary<infer T> ? T : never

function rowOf(each: Drawn, priceListId: string): PriceListAssignment {
  const { w, connectors, connectorGroups, driverGroups } = grounds[each.operator] as Ground
  const { mode, startDay, endDay, which } = each
  const needsApproval = each.approval !== 'not-needed' && mode !== 'shadow'
  const isApproved = needsApproval && each.approval === 'approved'
  const only = (place: string, id: string | undefined) => (each.place === place && id) || null
  return {
    id: core.newId(),
    operatorId: w.operatorId,
    priceListId,
    locationId: only('location', w.locationId),
    connectorGroupId: only('group', connectorGroups[which]),
    connectorId: only('connector', connectors[which]),
    driverGroupId: each.driverGroup === null ? null : (driverGroups[each.driverGroup] ?? null),
    mode,
    shareBp: mode === 'canary' ? 5000 : null,
    startsAt: day(startDay),
    createdAt: day(-2),
    createdBy: w.operator.keyId,
    needsApproval,
    approvedAt: isApproved ? day(-1) : null,
    approvedBy: isApproved ? w.support.keyId : null,
    endsAt: endDay === null ? null : day(endDay),
    endedBy: endDay === null ? null : w.operator.keyId,
  }
}

/** A transaction that leaves nothing behind. */
async function undone(work: (tx: Parameters<Parameters<typeof inScope>[2]>[0]) => Promise<void>) {
  const undo = new Error('undo')
  const scope = grounds.map(({ w }) => w.operatorId)
  const done = inScope(core.db, scope, async tx => {
    await work(tx)
    throw undo
  })
  await expect(done).rejects.toBe(undo)
}

/** Each assignment with a price list of its own, so that the choice names the assignment. */
async function write(
  tx: Parameters<Parameters<typeof inScope>[2]>[0],
  all: readonly Drawn[],
): Promise<void> {
  const [like] = await tx.find(PriceList)
  const rows = all.map(each => rowOf(each, core.newId()))
  await insertRows(
    tx,
    PriceList,
    rows.map(({ priceListId: id, operatorId }) => ({
      ...like,
      ...{ id, operatorId, hash: id.replaceAll('-', '').padEnd(64, '0') },
    })),
  )
  await insertRows(tx, PriceListAssignment, rows)
}

/** No two that count at one place, for the same drivers, from one instant. */
const fields = fc.uniqueArray(drawn, {
  minLength: 1,
  maxLength: 6,
  selector: ({ operator, place, which, driverGroup, startDay }) =>
    [
      operator,
      place,
      place === 'group' || place === 'connector' ? which : '',
      driverGroup,
      startDay,
    ].join(),
})

const everywhere: Drawn = {
  operator: 0,
  place: 'everywhere',
  which: 0,
  driverGroup: null,
  mode: 'live',
  startDay: 0,
  endDay: null,
  approval: 'not-needed',
}
/** What chance seldom draws: the wider or earlier one would win but for one rule. */
const examples: [Drawn[]][] = [
  [[1, 0].map(which => ({ ...everywhere, place: 'group', which, startDay: which }))],
  [[1, 0].map(driverGroup => ({ ...everywhere, driverGroup, startDay: driverGroup }))],
  [[0, 1].map(startDay => ({ ...everywhere, startDay, endDay: startDay ? 3 : null }))],
]

test('the SQL chooses what the pure order chooses, and never another operator’s', async () => {
  await fc.assert(
    fc.asyncProperty(fields, all =>
      undone(async tx => {
        await write(tx, all)
        for (const { w, connectors, drivers } of grounds) {
          const moments = connectors.flatMap(connectorId =>
            [...drivers, null].flatMap(driverId =>
              [0, 3, 4, 8].map(n => ({ connectorId, driverId, at: day(n) })),
            ),
          )
          const chosen = await priceListsAt(tx, w.operatorId, moments)
          const beside = await shadowListsAt(tx, w.operatorId, moments)
          for (const [place, moment] of moments.entries()) {
            const judged = judge(await candidatesAt(tx, w.operatorId, moment), moment)
            const ids = (verdict: string) =>
              judged
                .filter(each => each.verdict === verdict)
                .map(each => each.candidate.priceListId)
            expect(chosen[place]?.priceListId).toBe(ids('wins')[0])
            expect([...(beside[place] ?? [])].sort()).toEqual(ids('beside').sort())
          }
        }
      }),
    ),
    { numRuns: 40, examples },
  )
}, 60_000)

test('a member belongs from the instant it was added until the one it was removed', async () => {
  const { w, connectors, drivers } = grounds[0] as Ground
  const fields: [Partial<Drawn>, string | undefined, string | undefined][] = [
    [{ place: 'group', which: 1 }, connectors[0], drivers[1]],
    [{ driverGroup: 1 }, connectors[1], drivers[0]],
  ]
  for (const [change, connectorId, driverId] of fields) {
    await undone(async tx => {
      await write(tx, [{ ...everywhere, ...change }])
      const standard = await priceListsAt(tx, w.operatorId, [
        { connectorId: connectorId as string, driverId: driverId as string, at: day(-1) },
      ])
      const chosen = await priceListsAt(
        tx,
        w.operatorId,
        [day(0), day(5).subtract({ milliseconds: 1 }), day(5)].map(at => ({
          connectorId: connectorId as string,
          driverId: driverId as string,
          at,
        })),
      )
      const isStandard = chosen.map(({ priceListId }) => priceListId === standard[0]?.priceListId)
      expect(isStandard).toEqual([false, false, true])
    })
  }
})

test('a batch of any size is one round trip', async () => {
  const { w, connectors } = grounds[0] as Ground
  const moments = Array.from({ length: 200 }, (_, n) => ({
    connectorId: connectors[n % 2] as string,
    driverId: w.driverId,
    at: day(n % 8),
  }))
  await inScope(core.db, [w.operatorId], async tx => {
    expect(await statementsDuring(core.db, () => priceListsAt(tx, w.operatorId, moments))).toBe(1)
    expect(await statementsDuring(core.db, () => shadowListsAt(tx, w.operatorId, moments))).toBe(1)
  })
})
