import type { ExampleSession } from '@wattline/tariffs'

import { type Finding, reportOf } from './report.js'

const finding: Finding = {
  path: '$.elements[0]',
  code: 'dimension-unpriced',
  severity: 'warning',
  message: 'energy costs nothing from 22:00 on',
}
const example: ExampleSession = {
  timeZone: 'Europe/Berlin',
  startedAt: '2026-03-02T21:00:00Z',
  stretches: [
    { activity: 'CHARGING', seconds: 3600, energyWh: 11_000 },
    { activity: 'PARKED', seconds: 60, energyWh: 0 },
  ],
  price: '0.00',
  currency: 'EUR',
}

test('findings are counted by severity, and shown with their examples', () => {
  const findings: Finding[] = [
    { ...finding, examples: [example] },
    { ...finding, severity: 'fault' },
    finding,
  ]
  const told = '$.elements[0]: energy costs nothing from 22:00 on (dimension-unpriced)'
  expect(reportOf({ file: 't.json', findings }).split('\n')).toEqual([
    't.json: 2 warnings, 1 fault',
    `  warning: ${told}`,
    '    for example from 2026-03-02T21:00:00Z (Europe/Berlin), ' +
      'charging 3600 s with 11000 Wh, parked 60 s: 0.00 EUR',
    `  fault: ${told}`,
    `  warning: ${told}`,
    '',
  ])
})

test('notes are counted too, and an example tells its power and a reservation that ran out', () => {
  const reserved = { activity: 'RESERVED', seconds: 900, energyWh: 0 } as const
  const fast = { activity: 'CHARGING', seconds: 60, energyWh: 833, powerW: 50_000 } as const
  const examples = [
    { ...example, stretches: [{ ...fast, currentMilliA: 217_000 }] },
    { ...example, stretches: [reserved], reservationExpired: true },
  ]
  const noted: Finding = { ...finding, severity: 'note', examples }
  const report = reportOf({
    file: 't.json',
    findings: [noted, { ...noted, examples: [] }, finding],
  })
  expect(report).toContain('t.json: 2 notes, 1 warning\n')
  expect(report).toContain(', charging 60 s with 833 Wh at 50000 W at 217000 mA: 0.00 EUR\n')
  expect(report).toContain(', reserved 900 s until the reservation ran out: 0.00 EUR\n')
})

test('a tariff without findings is said to be one', () => {
  expect(reportOf({ file: 't.json', findings: [] })).toBe('t.json: nothing to find fault with\n')
})
