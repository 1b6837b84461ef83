import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import type { Facts } from './facts.js'
import { writeReport } from './write-report.js'

const facts: Facts = {
  file: 'sessions.csv',
  profile: 'workplace',
  currency: 'USD',
  rows: { read: 3, broken: [{ line: 4, faults: ['kwhTotal is no energy in kWh: "x"'] }] },
  imported: 2,
  known: 0,
  sessions: { billed: 2 },
  invoices: [
    {
      currency: 'USD',
      count: 2,
      withoutFee: 0,
      netMinor: '117',
      vatMinor: '0',
      grossMinor: '117',
    },
  ],
  payments: { captured: 2 },
  findings: { 'zero-energy': 1 },
  book: [
    { currency: 'USD', debitMinor: 234n, creditMinor: 234n, clearingMinor: 117n, accounts: 4 },
  ],
  provider: { capturedMinor: 117n, refundedMinor: 0n },
  fees: [
    {
      sessionId: 'a,1',
      startedAt: '2014-11-21 12:05:46',
      durationSeconds: 16_818,
      recordedMinor: 58n,
      oursMinor: 67n,
    },
    {
      sessionId: 'b',
      startedAt: '2014-11-22 12:00:00',
      durationSeconds: 90_061,
      recordedMinor: 50n,
      oursMinor: 50n,
    },
  ],
}

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wattline-report-'))
  await writeReport(join(folder, 'new'), facts)
})
afterEach(() => rm(folder, { recursive: true }))

const file = (name: string) => readFile(join(folder, 'new', name), 'utf8')

test('only the fees that differ are listed, in major units', async () => {
  expect(await file('differences.csv')).toBe(
    'sessionId,started,duration,recorded,ours,difference\n' +
      '"a,1",2014-11-21 12:05:46,4:40:18,0.58,0.67,0.09\n',
  )
})

test('programs read minor units, sums and troubles', async () => {
  const report = JSON.parse(await file('report.json'))
  expect(report).toMatchObject({
    rows: { read: 3 },
    fees: { compared: 2, equal: 1, different: 1, recordedMinor: '108', oursMinor: '117' },
    provider: { capturedMinor: '117' },
    troubles: [],
  })
})

test('people read amounts, broken rows by line, and that nothing is left', async () => {
  const text = await file('report.md')
  expect(text).toContain('| by the provider | 1.17 |')
  expect(text).toContain('| in the book (adyen:clearing) | 1.17 |')
  expect(text).toContain('- line 4: kwhTotal is no energy in kWh: "x"')
  expect(text).toContain('| zero-energy | 1 |')
  expect(text).toContain('- none: every session is billed and paid')
})
