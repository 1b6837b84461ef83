/** Lists edited for one place, drafted, rolled back, and agreed with a group of drivers. */

import { inScope } from '@wattline/database'
import type { Instant } from '@wattline/units'

import { onPriceLists } from '../testing/price-list-scene.js'
import { refusalOf } from '../testing/world.js'
import { assignKnownPriceList } from './assign.js'
import { draftPriceList } from './draft.js'
import { editPriceList } from './edit.js'
import { changeGroup, makeGroup } from './groups.js'
import { membersAt } from './members.js'
import { PriceListPlugin } from './price-list-plugin.entity.js'

const s = onPriceLists({ beforeAll, afterAll, beforeEach })

test('a rollback brings back what applied before, in one step and without a second person', async () => {
  const before = await s.listAt(s.inHours(1))
  const { assignmentId, priceListId } = await s.assign()
  await s.approve(assignmentId)
  expect(await refusalOf(s.rollBack({ assignmentId }))).toBe('price-list-not-in-force')
  s.core.clock.advance('PT2H')
  const then = s.core.clock.now()
  expect(await s.rollBack({})).toEqual({ assignmentId, priceListIds: [before] })
  expect(await s.listAt(then)).toBe(priceListId)
  expect(await s.listAt(then.add({ milliseconds: 1 }))).toBe(before)
  s.core.clock.advance('PT1S')
  expect(await s.stateNow(assignmentId)).toBe('ended')
  expect(await refusalOf(s.rollBack({ assignmentId }))).toBe('price-list-not-in-force')
})

test('a rollback at a place of its own leaves it to the wider place', async () => {
  const standard = await s.listAt(s.inHours(0))
  const { locationId } = s.w
  const list = await s.assign({ plugins: [], locationId })
  s.core.clock.advance('PT2H')
  const canary = await s.assign({
    name: 'Canary',
    plugins: [],
    locationId,
    mode: 'canary',
    shareBp: 1,
  })
  s.core.clock.advance('PT2H')
  const { assignmentId } = list
  expect(await refusalOf(s.rollBack({ assignmentId }))).toBe('price-list-not-in-force')
  expect(await s.rollBack({ locationId })).toEqual({
    assignmentId: canary.assignmentId,
    priceListIds: [list.priceListId],
  })
  s.core.clock.advance('PT1S')
  expect(await s.rollBack({ locationId })).toMatchObject({ assignmentId, priceListIds: [standard] })
})

test('nothing is rolled back to nothing', async () => {
  expect(await refusalOf(s.rollBack({}))).toBe('price-list-nothing-before')
  expect(await refusalOf(s.rollBack({ connectorId: s.otherPlug }))).toBe('price-list-not-in-force')
})

test('an edit changes one parameter at one place, and keeps the rest and the old list', async () => {
  const everywhere = await s.assign()
  await s.approve(everywhere.assignmentId)
  const edit = (params: Record<string, unknown>, connectorId = s.otherPlug) =>
    editPriceList(s.core, s.w.operator, {
      ...{
        priceListId: everywhere.priceListId,
        edits: [{ pluginVersionId: s.pluginVersionId, params }],
      },
      ...{ connectorId, startsAt: s.inHours(1), ...s.key() },
    })
  const cheaper = await edit({ fee: 5000 })
  expect(cheaper.needsApproval).toBe(true)
  await s.approve(cheaper.assignmentId)
  expect(await s.listAt(s.inHours(2))).toBe(everywhere.priceListId)
  expect(await s.listAt(s.inHours(2), s.otherPlug)).toBe(cheaper.priceListId)
  const plugins = await inScope(s.core.db, [s.w.operatorId], tx =>
    tx.findBy(PriceListPlugin, { priceListId: cheaper.priceListId }),
  )
  expect(plugins.map(({ params }) => params)).toEqual([{ fee: 5000, label: 'fee' }])
  const faulty = edit({ fee: 0, label: 7, fees: 1 }, s.w.connectorId)
  await expect(faulty).rejects.toMatchObject({
    code: 'plugin-params-invalid',
    details: {
      faults: expect.arrayContaining([
        { path: 'plugins[0].params.fee', message: 'must be >= 1' },
        { path: 'plugins[0].params.label', message: 'must be string' },
        { path: 'plugins[0].params.fees', message: 'must NOT have additional properties' },
      ]),
    },
  })
})

test('a draft applies nowhere until it is assigned, and is then the same list', async () => {
  const content = { name: 'Draft', tariffVersionId: s.tariffVersionId, plugins: s.withFee(1) }
  const { priceListId } = await draftPriceList(s.core, s.w.operator, { ...content, ...s.key() })
  expect(await s.listAt(s.inHours(9))).not.toBe(priceListId)
  const assigned = await assignKnownPriceList(s.core, s.w.operator, {
    ...{ priceListId, startsAt: s.inHours(1), connectorId: s.otherPlug, ...s.key() },
  })
  expect(assigned).toMatchObject({ priceListId, needsApproval: true })
  await s.approve(assigned.assignmentId)
  expect(await s.listAt(s.inHours(1), s.otherPlug)).toBe(priceListId)
})

test('a group of drivers has its price wherever they charge, while they belong to it', async () => {
  const ask = { kind: 'driver', name: 'Fleet', ...s.key() } as const
  const { groupId } = await makeGroup(s.core, s.w.operator, ask)
  expect(await refusalOf(makeGroup(s.core, s.w.operator, { ...ask, ...s.key() }))).toBe(
    'input-invalid',
  )
  const change = (add: string[], remove: string[], from?: Instant) =>
    changeGroup(s.core, s.w.operator, {
      ...{ kind: 'driver', groupId, add, remove, ...(from && { from }), ...s.key() },
    })
  await change([s.w.driverId], [])
  const at = s.inHours(1)
  await change([], [s.w.driverId], s.inHours(5))
  const fleet = await s.assign({ plugins: [], driverGroupId: groupId, startsAt: at })
  const local = await s.assign({
    name: 'Local',
    plugins: [],
    connectorId: s.w.connectorId,
    startsAt: at,
  })
  expect(await s.listAt(at, s.w.connectorId, s.w.driverId)).toBe(fleet.priceListId)
  expect(await s.listAt(at, s.w.connectorId)).toBe(local.priceListId)
  expect(await s.listAt(s.inHours(5), s.w.connectorId, s.w.driverId)).toBe(local.priceListId)
  const members = (when: Instant) =>
    membersAt(s.core.db, [s.w.operatorId], { kind: 'driver', groupIds: [groupId], at: when })
  expect(await members(at)).toEqual(new Map([[groupId, [s.w.driverId]]]))
  expect(await members(s.inHours(5))).toEqual(new Map())
  expect(await refusalOf(change([s.w.driverId], [], s.inHours(-1)))).toBe('input-invalid')
  expect(await refusalOf(change([s.w.driverId], [], s.inHours(5)))).toBe('input-invalid')
})
