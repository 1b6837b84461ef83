import { type Finding, reportOf } from './report.js'

const finding: Finding = {
  path: '$.elements[0]',
  code: 'dimension-unpriced',
  severity: 'warning',
  message: 'energy costs nothing from 22:00 on',
}
const example = {
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

test('a tariff without findings is said to be one', () => {
  expect(reportOf({ file: 't.json', findings: [] })).toBe('t.json: nothing to find fault with\n')
})
