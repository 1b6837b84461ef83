/** From draft to force: a second person’s word, an instant to come, and what the database keeps. */

import { Temporal } from '@wattline/units'

import { onPriceLists } from '../testing/price-list-scene.js'
import { refusalOf, world } from '../testing/world.js'
import { approvePriceList } from './approve.js'
import { assignKnownPriceList } from './assign.js'
import { rollBackPriceList } from './roll-back.js'
import { withdrawPriceList } from './withdraw.js'

const s = onPriceLists({ beforeAll, afterAll, beforeEach })

test('what never billed before counts only once a s.colleague approves it', async () => {
  const standard = await s.listAt(s.inHours(2))
  const { assignmentId, priceListId, needsApproval } = await s.assign()
  expect(needsApproval).toBe(true)
  expect(await s.stateNow(assignmentId)).toBe('waiting')
  expect(await s.listAt(s.inHours(2))).toBe(standard)
  expect(await refusalOf(s.approve(assignmentId, s.w.operator))).toBe('approval-by-maker')
  expect(await refusalOf(s.approve(assignmentId, s.w.support))).toBe('role-insufficient')
  await s.approve(assignmentId)
  expect(await s.stateNow(assignmentId)).toBe('scheduled')
  expect(await s.listAt(s.inHours(2))).toBe(priceListId)
  expect(await s.listAt(s.inHours(0))).toBe(standard)
  expect(await refusalOf(s.approve(assignmentId))).toBe('price-list-not-waiting')
})

test('two who approve at once: one does, the other hears that it is done', async () => {
  const { assignmentId } = await s.assign()
  const answers = await Promise.all(
    [s.approve(assignmentId), s.approve(assignmentId)].map(refusalOf),
  )
  expect(answers.filter(answer => answer === 'price-list-not-waiting')).toHaveLength(1)
  expect(answers).toContainEqual({ accepted: { assignmentId } })
})

test('the same approval again, by its key, is the same approval', async () => {
  const { assignmentId } = await s.assign()
  const input = { assignmentId, idempotencyKey: 'approve once' }
  const first = await approvePriceList(s.core, s.colleague, input)
  expect(await approvePriceList(s.core, s.colleague, input)).toEqual(first)
})

test('a start that has passed is refused, and the approver may name a later one', async () => {
  const { assignmentId, priceListId } = await s.assign()
  const asked = s.inHours(1)
  s.core.clock.advance('PT1H')
  expect(await refusalOf(s.approve(assignmentId))).toBe('price-list-start-passed')
  const early = asked.subtract({ minutes: 1 })
  expect(await refusalOf(s.approve(assignmentId, s.colleague, early))).toBe('input-invalid')
  await s.approve(assignmentId, s.colleague, s.inHours(3))
  expect(await s.listAt(s.inHours(2))).not.toBe(priceListId)
  expect(await s.listAt(s.inHours(3))).toBe(priceListId)
})

test('a list with plugins is never assigned to the past; a plain tariff is', async () => {
  expect(await refusalOf(s.assign({ startsAt: s.inHours(0) }))).toBe('price-list-start-passed')
  const plain = await s.assign({ plugins: [], startsAt: s.inHours(-1) })
  expect(plain.needsApproval).toBe(false)
  expect(await s.listAt(s.inHours(0))).toBe(plain.priceListId)
})

test('parameters are new until they were live; a canary and a shadow set no precedent', async () => {
  const canary = await s.assign({ mode: 'canary', shareBp: 9999 })
  expect(canary.needsApproval).toBe(true)
  await s.approve(canary.assignmentId)
  const shadow = await s.assign({ mode: 'shadow' })
  expect(shadow.needsApproval).toBe(false)
  s.core.clock.advance('PT2H')
  const live = await s.assign()
  expect(live.needsApproval).toBe(true)
  await s.approve(live.assignmentId)
  expect((await s.assign({ startsAt: s.inHours(2) })).needsApproval).toBe(true)
  s.core.clock.advance('PT2H')
  expect((await s.assign({ connectorId: s.otherPlug })).needsApproval).toBe(false)
  expect((await s.assign({ startsAt: s.inHours(2), plugins: s.withFee(2) })).needsApproval).toBe(
    true,
  )
})

test('what waits can be withdrawn, and is then as if it had never been', async () => {
  const { assignmentId } = await s.assign()
  const withdraw = () => withdrawPriceList(s.core, s.w.operator, { assignmentId, ...s.key() })
  await withdraw()
  expect(await s.stateNow(assignmentId)).toBe('withdrawn')
  expect(await refusalOf(s.approve(assignmentId))).toBe('price-list-not-waiting')
  expect(await refusalOf(withdraw())).toBe('price-list-not-in-force')
  const again = await s.assign({ plugins: [] })
  expect(await s.listAt(s.inHours(1))).toBe(again.priceListId)
  s.core.clock.advance('PT1H')
  const late = withdrawPriceList(s.core, s.w.operator, {
    assignmentId: again.assignmentId,
    ...s.key(),
  })
  expect(await refusalOf(late)).toBe('price-list-in-force')
})

test('the database itself keeps a maker from approving, and an approval from the past', async () => {
  const { assignmentId } = await s.assign()
  const set = (columns: string) =>
    s.core.owner.query(`update price_list_assignment set ${columns} where id = $1`, [assignmentId])
  const now = s.core.clock.now().toString()
  const by = (keyId: string) => `approved_at = '${now}', approved_by = '${keyId}'`
  await expect(set(by(s.w.operator.keyId))).rejects.toThrow('second_person')
  const late = s.inHours(2).toString()
  await expect(
    set(`approved_at = '${late}', approved_by = '${s.colleague.keyId}'`),
  ).rejects.toThrow('approval')
  await expect(set(`mode = 'canary', share_bp = 1`)).rejects.toThrow('once')
  await expect(set(`starts_at = '${late}'`)).rejects.toThrow('once')
  await set(by(s.colleague.keyId))
  await expect(set(by(s.w.support.keyId))).rejects.toThrow('once')
  await expect(
    s.core.owner.query('delete from price_list_assignment where id = $1', [assignmentId]),
  ).rejects.toThrow('refused')
})

test('one operator’s key reaches nothing of another’s', async () => {
  const other = await world(s.core, { secondPerson: 'required' })
  const { assignmentId, priceListId } = await s.assign()
  const foreign = [
    s.approve(assignmentId, other.operator),
    withdrawPriceList(s.core, other.operator, { assignmentId, ...s.key() }),
    rollBackPriceList(s.core, other.operator, { assignmentId, ...s.key() }),
    assignKnownPriceList(s.core, other.operator, {
      priceListId,
      startsAt: s.inHours(1),
      ...s.key(),
    }),
    s.assign({ locationId: other.locationId }),
    s.assign({ connectorId: other.connectorId }),
  ]
  const answers = await Promise.all(foreign.map(refusalOf))
  expect(new Set(answers)).toEqual(new Set(['not-found']))
  const twice = s.assign({ locationId: s.w.locationId, connectorId: s.w.connectorId })
  expect(await refusalOf(twice)).toBe('input-invalid')
  expect(await refusalOf(s.assign({ mode: 'canary' }))).toBe('input-invalid')
  expect(await refusalOf(s.assign({ shareBp: 5 }))).toBe('input-invalid')
})

test('a start in the hour that comes twice is the instant it names', async () => {
  s.core.clock.advance(`${s.core.clock.now().until(Temporal.Instant.from('2026-10-24T12:00:00Z'))}`)
  const startsAt = Temporal.Instant.from('2026-10-25T02:30:00+01:00')
  const { priceListId, assignmentId } = await s.assign({ startsAt })
  await s.approve(assignmentId)
  const listFrom = (text: string) => s.listAt(Temporal.Instant.from(text))
  expect(await listFrom('2026-10-25T02:45:00+02:00')).not.toBe(priceListId)
  expect(await listFrom('2026-10-25T02:30:00+01:00')).toBe(priceListId)
})
