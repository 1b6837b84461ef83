import { Temporal } from '@wattline/units'

import { evseUids, liveVisits, type PastVisit, pastVisits } from './generate.js'
import { sampleOperators } from './operators.js'

const from = Temporal.Instant.from('2026-08-01T00:00:00Z')
const sites = sampleOperators.flatMap(world => world.sites.map(site => ({ world, site })))

const show = (visits: readonly PastVisit[]) =>
  visits.map(each => ({
    ...each,
    startedAt: each.startedAt.toString(),
    endedAt: each.endedAt.toString(),
  }))

test('the same seed makes the same visits', () => {
  for (const { world, site } of sites) {
    expect(show(pastVisits(world, site, from))).toEqual(show(pastVisits(world, site, from)))
  }
})

test('there are about two thousand visits, each with a name of its own', () => {
  const names = sites.flatMap(({ world, site }) => [
    ...pastVisits(world, site, from).map(visit => visit.externalId),
    ...liveVisits(world, site, { from, count: 30 }).map(visit => visit.externalId),
  ])
  expect(new Set(names).size).toBe(names.length)
  expect(names.length).toBe(2000)
})

test.each(sites)('$site.name: one visit at a time on a plug, within what it can deliver', one => {
  const { world, site } = one
  const visits = pastVisits(world, site, from)
  for (const uid of evseUids(site).history) {
    const here = visits.filter(visit => visit.evseUid === uid)
    for (const [index, visit] of here.entries()) {
      const before = here[index - 1]
      if (before) {
        expect(Temporal.Instant.compare(before.endedAt, visit.startedAt)).toBeLessThan(0)
      }
      const hours = visit.startedAt.until(visit.endedAt).total('hours')
      expect(Number(visit.energyWh)).toBeLessThanOrEqual(site.plug.maxPowerW * hours)
    }
  }
})

test.each(sites)('$site.name: all of it lies within the three months before the founding', one => {
  const { world, site } = one
  const end = from.add({ hours: 24 * 92 })
  for (const { endedAt } of pastVisits(world, site, from)) {
    expect(Temporal.Instant.compare(endedAt, end)).toBeLessThan(0)
  }
  for (const { endedAt } of liveVisits(world, site, { from, count: 30 })) {
    expect(Temporal.Instant.compare(endedAt, from.add({ hours: 24 * 20 }))).toBeLessThan(0)
  }
})

test.each(sites)('$site.name: registers of a live visit only rise, and end at its energy', one => {
  const { world, site } = one
  for (const visit of liveVisits(world, site, { from, count: 30 })) {
    const registers = visit.readings.map(({ registerWh }) => registerWh)
    expect([...registers].sort((a, b) => a - b)).toEqual(registers)
    expect(BigInt(registers.at(-1) ?? -1)).toBe(visit.energyWh)
    const last = visit.readings.at(-1)
    expect(last?.activity).toBe('PARKED')
  }
})
