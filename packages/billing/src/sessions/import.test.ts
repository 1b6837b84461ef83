/** Imported history: a batch whole or not at all, and each session once. */

import { Temporal } from '@wattline/units'

import { billSessions } from '../invoices/bill-sessions.js'
import { type TestCore, testCore } from '../testing/test-core.js'
import { refusalOf, sessionOf, type World, world } from '../testing/world.js'
import { importSessions } from './import.js'

let core: TestCore
let w: World
beforeAll(async () => {
  core = await testCore()
  w = await world(core, { maxPowerW: 7_000 })
})
afterAll(() => core.close())

const startedAt = Temporal.Instant.from('2015-06-01T08:00:00Z')
const row = (externalId: string, over: object = {}) => ({
  externalId,
  connectorId: w.connectorId,
  driverId: w.driverId,
  startedAt,
  endedAt: startedAt.add({ hours: 2 }),
  energyWh: 7_780n,
  ...over,
})

test('the same sessions again are known and change nothing', async () => {
  const first = await importSessions(core, w.operatorId, [row('a'), row('b')])
  const again = await importSessions(core, w.operatorId, [row('b'), row('c')])
  expect(first.imported).toHaveLength(2)
  expect(again).toMatchObject({ known: ['b'] })
  expect(again.imported).toHaveLength(1)
})

test('an impossible total of history is billed as recorded and reported, not held', async () => {
  const { imported } = await importSessions(core, w.operatorId, [
    row('huge', { energyWh: 900_000n }),
  ])
  const [result] = await billSessions(core, w.operatorId, imported)
  expect(result?.outcome).toBe('issued')
  const session = await sessionOf(core, w, imported[0] ?? '')
  expect(session).toMatchObject({ energyWh: 900_000n, energySource: 'import' })
  const found = await core.owner.query(
    'select code, action from irregularity where session_id = $1',
    [session.id],
  )
  expect(found).toEqual([{ code: 'power-above-connector', action: 'report' }])
})

test('energy that took no time is named and not billed', async () => {
  const { imported } = await importSessions(core, w.operatorId, [
    row('instant', { endedAt: startedAt }),
  ])
  await billSessions(core, w.operatorId, imported)
  const found = await core.owner.query(
    'select code from irregularity where session_id = $1 order by code',
    [imported[0]],
  )
  // Named at the import, and once more by what was then billed.
  expect(found).toEqual([{ code: 'energy-without-time' }, { code: 'zero-energy' }])
  expect((await sessionOf(core, w, imported[0] ?? '')).energyWh).toBe(0n)
})

test('a row nobody can place refuses its batch whole', async () => {
  const stranger = row('lost', { connectorId: core.newId() })
  expect(await refusalOf(importSessions(core, w.operatorId, [row('kept-out'), stranger]))).toBe(
    'not-found',
  )
  const early = row('early', { startedAt: Temporal.Instant.from('2013-01-01T00:00:00Z') })
  expect(await refusalOf(importSessions(core, w.operatorId, [early]))).toBe('price-list-missing')
  const kept = await core.owner.query(
    `select 1 from session where external_id in ('kept-out', 'early')`,
  )
  expect(kept).toEqual([])
})

test('another operator’s connector is out of reach', async () => {
  const other = await world(core)
  expect(await refusalOf(importSessions(core, other.operatorId, [row('foreign')]))).toBe(
    'not-found',
  )
})
