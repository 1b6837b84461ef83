/** What cannot be right about a session. */

import { Temporal } from '@wattline/units'

import { detect } from './detect.js'
import type { EnergySource } from './energy.js'

const startedAt = Temporal.Instant.from('2026-03-02T10:00:00Z')
const judge = (
  minutes: number,
  totalWh: bigint,
  source: EnergySource = 'begin-end',
  maxPowerW = 11_000,
) =>
  detect({
    startedAt,
    endedAt: startedAt.add({ minutes }),
    maxPowerW,
    energy: { source, totalWh, samples: [] },
  })

test('a reservation that ran out has no energy, and nothing is found', () => {
  const energy = { source: 'none', totalWh: 0n, samples: [] } as const
  const expired = { startedAt, endedAt: startedAt, maxPowerW: 11_000, energy }
  expect(detect({ ...expired, reservationExpired: true })).toEqual([])
  expect(detect(expired).map(({ code }) => code)).toEqual(['no-readings'])
})

test.each<[string, ReturnType<typeof judge>, string[], boolean]>([
  ['an ordinary session', judge(60, 10_800n), [], false],
  ['a tenth above the connector’s power', judge(60, 12_000n), [], false],
  ['Wh read as kWh', judge(60, 10_800_000n), ['power-above-connector'], true],
  ['no energy', judge(60, 0n), ['zero-energy'], false],
  ['no readings', judge(60, 0n, 'none'), ['no-readings'], false],
  ['energy in no time', judge(0, 9_000n), ['power-above-connector', 'zero-duration'], true],
  ['nine days at the plug', judge(9 * 1440, 40_000n), ['very-long'], false],
])('%s', (_title, findings, codes, holds) => {
  expect(findings.map(({ code }) => code)).toEqual(codes)
  expect(findings.some(finding => finding.holds)).toBe(holds)
})
