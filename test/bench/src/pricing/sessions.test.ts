/** Holds the benchmark’s engine and twin to the same bills, so that only their speed differs. */

import { compileSites, invoiceText } from './engine.js'
import { assertSameBills, engine, prepare, twinOf } from './sessions.js'
import { tariffText } from './tariff.js'
import { readTwinTariff } from './twin/read-tariff.js'
import { makeVisits, visitKinds } from './workload.js'

const sites = compileSites()
const elements = readTwinTariff(tariffText)

test.each(visitKinds)('$name: metered and received, both bill the same', kind => {
  const sessions = makeVisits(kind, 60).map(visit => prepare(visit, sites))
  assertSameBills(sessions, twinOf(elements))
  const grosses = new Set(sessions.map(session => engine.metered(session).grossMinor))
  expect(grosses.size).toBeGreaterThan(50)
})

test('a twin of another price is found out', () => {
  const dearer = readTwinTariff(tariffText.replaceAll('"price":0.5,', '"price":0.51,'))
  const sessions = visitKinds.flatMap(kind => makeVisits(kind, 2))
  expect(() =>
    assertSameBills(
      sessions.map(visit => prepare(visit, sites)),
      twinOf(dearer),
    ),
  ).toThrow('strictly deep-equal')
})

test('an invoice text states what the bill does', () => {
  const visits = visitKinds.flatMap(kind => makeVisits(kind, 1))
  const session = visits.map(visit => prepare(visit, sites)).at(-1)
  if (!session) throw new Error('there is one session')
  const bill = engine.received(session)
  const invoice = JSON.parse(invoiceText(session.tariff, session.cdrText))
  expect(invoice.lines).toHaveLength(bill.lines.length)
  expect(BigInt(invoice.gross.replace('.', ''))).toBe(bill.grossMinor)
})
