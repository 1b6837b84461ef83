/** Stops simulators in the middle of things and starts them again on the same journal. */

import { appendFile, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import type { JournalRecord } from '../state/records.js'
import {
  cardPayment,
  hmacKey,
  type Merchant,
  seededRandom,
  startMerchant,
} from '../testing/merchant.js'
import { type Receiver, startReceiver } from '../testing/receiver.js'
import { openJournal } from './journal.js'
import { replay } from './replay.js'

let folder: string
let path: string
let merchant: Merchant | undefined
let receiver: Receiver | undefined

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'simulator-'))
  path = join(folder, 'journal.jsonl')
})

afterEach(async () => {
  await merchant?.stop()
  await receiver?.stop()
  merchant = undefined
  receiver = undefined
  await rm(folder, { recursive: true })
})

async function start(options: object = {}): Promise<Merchant> {
  await merchant?.stop()
  merchant = await startMerchant({ journalPath: path, ...options })
  return merchant
}

const whole = { amount: { currency: 'EUR', value: 5000 } }

test('payments, stored answers and moved time are there after a restart', async () => {
  let sim = await start()
  const payment = { ...cardPayment(), shopperReference: 'driver-1', storePaymentMethod: true }
  const first = await sim.post('/payments', payment, 'pay-1')
  await sim.call('POST', '/_sim/clock', { advance: 'P2D' })
  const before = (await sim.call('GET', '/_sim/clock')).body.nowMs
  // The same random numbers again: a new payment must still get a reference of its own.
  sim = await start()
  expect((await sim.call('GET', '/_sim/clock')).body.nowMs).toBe(before)
  expect((await sim.post('/payments', payment, 'pay-1')).body).toEqual(first.body)
  const other = await sim.post('/payments', cardPayment(), 'pay-2')
  expect(other.body.pspReference).not.toBe(first.body.pspReference)
  expect((await sim.call('GET', '/_sim/payments')).body.count).toBe(2)
})

test('a capture that was taken but not decided is decided after a restart', async () => {
  receiver = await startReceiver()
  const webhookEndpoints = [{ url: receiver.url, hmacKey }]
  let sim = await start({ webhookEndpoints, modificationDelayMs: 3_600_000 })
  const psp = await sim.authorise()
  await sim.post(`/payments/${psp}/captures`, whole)
  expect(receiver.received).toEqual([])
  sim = await start({ webhookEndpoints })
  await receiver.until(({ length }) => length === 2)
  const codes = receiver.received.map(({ item }) => item.eventCode)
  expect(codes.sort()).toEqual(['AUTHORISATION', 'CAPTURE'])
  const { body } = await sim.call('GET', `/_sim/payments/${psp}`)
  expect(body.payment).toMatchObject({ captured: 5000 })
})

test('a restart sends what was not acknowledged, and nothing else', async () => {
  receiver = await startReceiver()
  const webhookEndpoints = [{ url: receiver.url, hmacKey }]
  const sim = await start({ webhookEndpoints })
  const acknowledged = await sim.authorise()
  await receiver.until(({ length }) => length === 1)
  receiver.answerWith(500)
  const refused = await sim.authorise()
  await receiver.until(({ length }) => length === 5)
  receiver.answerWith(202)
  await start({ webhookEndpoints })
  await receiver.until(({ length }) => length === 6)
  const received = receiver.received.map(({ item }) => item.pspReference)
  expect(received[0]).toBe(acknowledged)
  expect(received.slice(1)).toEqual(Array.from({ length: 5 }, () => refused))
})

const clockAt = (shiftMs: number): JournalRecord => ({ t: 'clock', shiftMs })

async function readBack(): Promise<JournalRecord[]> {
  const records: JournalRecord[] = []
  await replay(path, record => records.push(record))
  return records
}

test('wherever the last commit is torn, those before it stand and new ones follow', async () => {
  const journal = await openJournal(path, () => {})
  for (const at of [1, 2, 3]) await journal.append([clockAt(at), clockAt(at * 10)])
  journal.close()
  const whole = await readFile(path)
  const twoLines = whole.lastIndexOf('\n', whole.length - 2) + 1
  for (let length = twoLines; length < whole.length; length++) {
    await writeFile(path, whole)
    await truncate(path, length)
    const again = await openJournal(path, () => {})
    await again.append([clockAt(4)])
    again.close()
    expect(await readBack()).toEqual([1, 10, 2, 20, 4].map(clockAt))
  }
})

test('a kept promise means the record is in the file', async () => {
  const journal = await openJournal(path, () => {})
  const random = seededRandom(3)
  const appends = Array.from({ length: 200 }, async (_, at) => {
    if (random() < 0.3) await new Promise(turn => setImmediate(turn))
    await journal.append([clockAt(at)])
    expect(await readFile(path, 'utf8')).toContain(`[{"t":"clock","shiftMs":${at}}]\n`)
  })
  await Promise.all(appends)
  journal.close()
  expect(await readBack()).toHaveLength(200)
})

test('nothing is promised any more once the journal is closed', async () => {
  const journal = await openJournal(path, () => {})
  const last = journal.append([clockAt(1)])
  journal.close()
  await last
  await expect(journal.append([clockAt(2)])).rejects.toThrow('the journal is closed')
  expect(await readBack()).toEqual([clockAt(1)])
})

test('a damaged line before the last is named with its place', async () => {
  await appendFile(path, '[{"t":"clock","shiftMs":1}]\nnonsense\n[]\n')
  await expect(start()).rejects.toThrow(`${path}:2: not a line of the journal`)
})
