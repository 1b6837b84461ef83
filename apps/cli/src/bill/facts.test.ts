import { differing, type Facts, findTroubles } from './facts.js'

const whole: Facts = {
  file: 'sessions.csv',
  profile: 'workplace',
  currency: 'USD',
  rows: { read: 3, broken: [{ line: 3, faults: ['dollars is no amount: "x"'] }] },
  imported: 2,
  known: 0,
  sessions: { billed: 2 },
  invoices: [
    {
      currency: 'USD',
      count: 2,
      withoutFee: 1,
      netMinor: '58',
      vatMinor: '0',
      grossMinor: '58',
    },
  ],
  payments: { captured: 1 },
  findings: {},
  book: [{ currency: 'USD', debitMinor: 116n, creditMinor: 116n, clearingMinor: 58n, accounts: 3 }],
  provider: { capturedMinor: 58n, refundedMinor: 0n },
  fees: [],
}

test('a run in which all is billed, paid and booked has no troubles', () => {
  expect(findTroubles(whole)).toEqual([])
})

test.each<[Partial<Facts>, string]>([
  [{ sessions: { billed: 1, parked: 1 } }, '1 sessions are parked, not billed'],
  [{ rows: { read: 5, broken: [] } }, '2 invoices stand for 5 sessions'],
  [{ payments: {} }, '0 of 1 invoices with a fee are paid'],
  [{ payments: { captured: 1, refused: 1 } }, '1 payments are refused, not captured'],
  [
    { book: whole.book.map(each => ({ ...each, creditMinor: 115n })) },
    'the book does not balance in USD',
  ],
  [
    { provider: { capturedMinor: 57n, refundedMinor: 0n } },
    'the book has 58 minor units captured, the provider 57',
  ],
])('%j is told: %s', (change, trouble) => {
  expect(findTroubles({ ...whole, ...change })).toContain(trouble)
})

test('a fee differs when it differs by a cent', () => {
  const fee = { sessionId: 'a', startedAt: '', durationSeconds: 1, recordedMinor: 58n }
  const fees = [
    { ...fee, oursMinor: 58n },
    { ...fee, oursMinor: 59n },
  ]
  expect(differing(fees)).toEqual([fees[1]])
})
