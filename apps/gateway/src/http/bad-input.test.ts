import { issueKey } from '@wattline/billing'
import { addPlug, plainTariff, world } from '@wattline/billing/testing'

import { type Furnished, furnish, visit } from '../testing/furnish.js'
import { type Answer, type TestGateway, testGateway } from '../testing/test-gateway.js'

let t: TestGateway
let own: Furnished
let foreign: Furnished

beforeAll(async () => {
  t = await testGateway()
  own = await furnish(t.core, await world(t.core))
  foreign = await furnish(t.core, await world(t.core))
})
afterAll(() => t.close())

const key = () => t.core.newId()

function write(name: string, type: string, input: object, select: string): Promise<Answer> {
  const query = `mutation($input: ${type}!) { ${name}(input: $input) ${select} }`
  const { operator } = own.world.secrets
  return t.ask(operator, query, { input: { idempotencyKey: key(), ...input } })
}

const record = (input: object) =>
  write('recordMeterReadings', 'RecordMeterReadingsInput', input, '{ stored duplicates }')
const start = (input: object) =>
  write('startSession', 'StartSessionInput', input, '{ session { id } }')
const stop = (input: object) =>
  write('stopSession', 'StopSessionInput', input, '{ session { id state } }')
const refund = (input: object) =>
  write('requestRefund', 'RequestRefundInput', input, '{ refund { id } }')
const publish = (document: unknown) =>
  write('publishTariff', 'PublishTariffInput', { document }, '{ tariffVersion { number } }')

/** Of the furnished operator: how much there is of what these writes could leave behind. */
async function counts(): Promise<unknown> {
  return t.core.owner.query(
    `select (select count(*) from meter_reading) readings, (select count(*) from session) sessions,
            (select count(*) from refund) refunds, (select count(*) from tariff_version) tariffs,
            (select count(*) from idempotency_key) keys, (select count(*) from outbox) outbox`,
  )
}

/** Refused with the code, and nothing half done. */
async function refused(code: string, ask: () => Promise<Answer>): Promise<Answer> {
  const before = await counts()
  const answer = await ask()
  expect(answer.code).toBe(code)
  expect(answer.errors).toHaveLength(1)
  expect(await counts()).toEqual(before)
  return answer
}

/** Nothing a partner sends, however odd, is a bug of ours. */
afterAll(() => expect(t.logged).toEqual([]))

describe('keys', () => {
  const me = (secret?: string) => t.ask(secret, '{ me { keyId } }')

  test('no key, an unknown one and one of no form are refused with 401', async () => {
    expect(await me()).toMatchObject({ status: 401, code: 'KEY_MISSING' })
    expect(await me('wl_unknown')).toMatchObject({ status: 401, code: 'KEY_UNKNOWN' })
    expect(await me('two words')).toMatchObject({ status: 401, code: 'KEY_UNKNOWN' })
  })

  test('a key revoked here stops at once', async () => {
    const { operatorId } = own.world
    const { secret, keyId } = await issueKey(t.core, { operatorId, role: 'support', name: 'x' })
    expect(await me(secret)).toMatchObject({ status: 200 })
    await write('revokeApiKey', 'RevokeApiKeyInput', { keyId }, '{ apiKey { revokedAt } }')
    const answer = await me(secret)
    expect(answer).toMatchObject({ status: 401, code: 'KEY_REVOKED' })
    expect(answer.headers.get('www-authenticate')).toBe('Bearer')
  })

  test('a role asks for what its role allows, and is told which roles may', async () => {
    const answer = await t.ask(own.world.secrets.partner, '{ me { keyId } apiKeys { id } }')
    expect(answer).toMatchObject({ status: 403, code: 'ROLE_INSUFFICIENT', data: undefined })
    expect(answer.details).toMatchObject({
      field: 'apiKeys',
      allowed: ['operator'],
    })
  })
})

describe('readings', () => {
  const reading = (measuredAt: string, value: string, unit = 'KWH') => ({
    measuredAt,
    register: { value, unit },
  })
  let sessionId: string
  // It runs since 09:00 with 3 kWh at 09:59; the clock shows 10:00.
  beforeAll(async () => {
    sessionId = await visit(t.core, own.world, { energyWh: 3000n, isStopped: false })
  })

  test('out of order and twice are welcome', async () => {
    const readings = [
      reading('2026-03-02T09:40:00Z', '2'),
      reading('2026-03-02T09:20:00Z', '1000', 'WH'),
    ]
    expect((await record({ sessionId, readings })).data).toEqual({
      recordMeterReadings: { stored: 2, duplicates: 0 },
    })
    expect((await record({ sessionId, readings })).data).toEqual({
      recordMeterReadings: { stored: 0, duplicates: 2 },
    })
  })

  test('the same idempotency key gives the same answer, and with other readings a refusal', async () => {
    const idempotencyKey = key()
    const readings = [reading('2026-03-02T09:30:00Z', '1.5')]
    const [first, second] = [
      await record({ sessionId, readings, idempotencyKey }),
      await record({ sessionId, readings, idempotencyKey }),
    ]
    expect(second.data).toEqual(first.data)
    await refused('IDEMPOTENCY_KEY_REUSED', () =>
      record({ sessionId, readings: [reading('2026-03-02T09:31:00Z', '1.6')], idempotencyKey }),
    )
  })

  test.each`
    what                      | at                        | value        | unit     | code
    ${'before the start'}     | ${'2026-03-02T08:59:00Z'} | ${'1'}       | ${'KWH'} | ${'READING_BEFORE_START'}
    ${'in the future'}        | ${'2026-03-02T11:00:00Z'} | ${'4'}       | ${'KWH'} | ${'READING_IN_FUTURE'}
    ${'of another value'}     | ${'2026-03-02T09:59:00Z'} | ${'3.1'}     | ${'KWH'} | ${'READING_CONFLICTS'}
    ${'lower than before'}    | ${'2026-03-02T09:59:30Z'} | ${'2.5'}     | ${'KWH'} | ${'READING_GOES_BACK'}
    ${'negative'}             | ${'2026-03-02T09:59:40Z'} | ${'-1'}      | ${'KWH'} | ${'INPUT_INVALID'}
    ${'in kWh called Wh × k'} | ${'2026-03-02T09:59:50Z'} | ${'3100000'} | ${'KWH'} | ${'READING_UNIT_UNLIKELY'}
    ${'of an unknown unit'}   | ${'2026-03-02T09:59:50Z'} | ${'4'}       | ${'MWH'} | ${'BAD_USER_INPUT'}
    ${'as a float'}           | ${'2026-03-02T09:59:50Z'} | ${4.1}       | ${'KWH'} | ${'BAD_USER_INPUT'}
    ${'at a local time'}      | ${'2026-03-02T09:59:50'}  | ${'4'}       | ${'KWH'} | ${'BAD_USER_INPUT'}
  `('a reading $what is refused as $code', async ({ at, value, unit, code }) => {
    const readings = [reading('2026-03-02T09:59:55Z', '3.2'), reading(at, value, unit)]
    await refused(code, () => record({ sessionId, readings }))
  })

  test('of many readings every faulty one is named by its place', async () => {
    const readings = [
      reading('2026-03-02T08:00:00Z', '1'),
      reading('2026-03-02T09:59:56Z', '3.2'),
      reading('2026-03-02T12:00:00Z', '5'),
    ]
    const answer = await refused('READING_BEFORE_START', () => record({ sessionId, readings }))
    expect(answer.details).toMatchObject({
      faults: [{ path: 'readings[0]' }, { path: 'readings[2]' }],
    })
  })

  test('a reading after the stop, and readings of an unknown session, are refused', async () => {
    const stopped = await visit(t.core, own.world, { energyWh: 1000n, isStopped: true })
    await refused('READING_AFTER_STOP', () =>
      record({ sessionId: stopped, readings: [reading('2026-03-02T10:01:00Z', '1.1')] }),
    )
    await refused('NOT_FOUND', () =>
      record({ sessionId: key(), readings: [reading('2026-03-02T09:59:00Z', '1')] }),
    )
  })
})

describe('sessions', () => {
  const startedAt = '2026-03-02T10:00:00Z'

  test('a stop without a start, before the last reading, and a second stop are refused', async () => {
    await refused('NOT_FOUND', () => stop({ sessionId: key(), endedAt: startedAt }))
    const sessionId = await visit(t.core, own.world, { energyWh: 1000n, isStopped: false })
    await refused('STOP_BEFORE_READING', () => stop({ sessionId, endedAt: '2026-03-02T09:30:00Z' }))
    await refused('INPUT_INVALID', () => stop({ sessionId, endedAt: '2026-03-02T08:00:00Z' }))
    const stopped = await stop({ sessionId, endedAt: startedAt })
    expect(stopped.data).toMatchObject({ stopSession: { session: { state: 'ENDED' } } })
    await refused('SESSION_NOT_ACTIVE', () => stop({ sessionId, endedAt: startedAt }))
  })

  test('an unknown connector, a foreign driver or quote, and a busy connector are refused', async () => {
    const { connectorId, operatorId, locationId, driverId } = own.world
    await refused('NOT_FOUND', () => start({ connectorId: key(), startedAt }))
    await refused('NOT_FOUND', () => start({ connectorId: 'CP-1', startedAt }))
    await refused('NOT_FOUND', () => start({ connectorId: foreign.world.connectorId, startedAt }))
    await refused('DRIVER_UNKNOWN', () =>
      start({ connectorId, driverId: foreign.world.driverId, startedAt }),
    )
    await refused('NOT_FOUND', () => start({ connectorId, quoteId: foreign.quoteId, startedAt }))
    await refused('PAYMENT_MEANS_MISSING', () => start({ connectorId, startedAt }))
    const busy = await addPlug(t.core, { operatorId, locationId, maxPowerW: 22_000 })
    expect((await start({ connectorId: busy, driverId, startedAt })).errors).toEqual([])
    await refused('CONNECTOR_BUSY', () => start({ connectorId: busy, driverId, startedAt }))
    await refused('QUOTE_OTHER_CONNECTOR', () =>
      start({ connectorId: busy, quoteId: own.quoteId, startedAt }),
    )
  })
})

test('a malformed tariff is refused with the JSON path of every fault', async () => {
  const document = {
    ...plainTariff,
    currency: 'XYZ',
    elements: [
      { price_components: [{ type: 'ENERGIE', price: 'dear', step_size: 1 }] },
      { price_components: [], restrictions: { start_time: '25:00' } },
    ],
  }
  const answer = await refused('TARIFF_INVALID', () => publish(document))
  const { faults } = answer.details as { faults: { path: string }[] }
  expect(faults.map(({ path }) => path)).toEqual(
    expect.arrayContaining([
      '$.currency',
      '$.elements[0].price_components[0].type',
      '$.elements[0].price_components[0].price',
      '$.elements[1].price_components',
      '$.elements[1].restrictions.start_time',
    ]),
  )
  await refused('TARIFF_INVALID', () => publish('not even an object'))
})

describe('refunds', () => {
  const cause = 'GOODWILL'

  test('of an unknown or foreign invoice, above the rest, or in no amount, are refused', async () => {
    const { invoiceId } = own
    const amount = (amount: string, currency = 'EUR') => ({ amount, currency })
    await refused('NOT_FOUND', () => refund({ invoiceId: key(), cause }))
    await refused('NOT_FOUND', () => refund({ invoiceId: foreign.invoiceId, cause }))
    await refused('REFUND_EXCEEDS_REST', () =>
      refund({ invoiceId, cause, amount: amount('11.91') }),
    )
    await refused('INPUT_INVALID', () => refund({ invoiceId, cause, amount: amount('0') }))
    await refused('INPUT_INVALID', () => refund({ invoiceId, cause, amount: amount('1.234') }))
    await refused('INPUT_INVALID', () => refund({ invoiceId, cause, amount: amount('1', 'USD') }))
    await refused('INPUT_INVALID', () => refund({ invoiceId, cause, amount: amount('1', 'ABC') }))
  })

  test('of an invoice that was never paid is refused', async () => {
    await t.core.owner.query(
      `update payment set captured_minor = 0, state = 'authorised' where invoice_id = $1`,
      [foreign.invoiceId],
    )
    const query = `mutation($input: RequestRefundInput!) { requestRefund(input: $input) { refund { id } } }`
    await refused('INVOICE_NOT_PAID', () =>
      t.ask(foreign.world.secrets.support, query, {
        input: { invoiceId: foreign.invoiceId, cause, idempotencyKey: key() },
      }),
    )
  })

  test('a claim that no person is asked about cannot be decided by one', async () => {
    await refused('REFUND_NOT_OPEN', () =>
      write(
        'decideRefund',
        'DecideRefundInput',
        { refundId: own.refundId, approve: true, note: 'yes' },
        '{ refund { id } }',
      ),
    )
  })
})

test('set-up is written once for its key, and its faults are named', async () => {
  const add = (input: object) =>
    write('addPartner', 'AddPartnerInput', input, '{ partner { id name } }')
  const idempotencyKey = key()
  const [first, again] = [
    await add({ name: 'Fleet', idempotencyKey }),
    await add({ name: 'Fleet', idempotencyKey }),
  ]
  expect(first.errors).toEqual([])
  expect(again.data).toEqual(first.data)
  await refused('IDEMPOTENCY_KEY_REUSED', () => add({ name: 'Other', idempotencyKey }))
  const inside = ['ftp://x', 'http://app.example/x', 'https://127.0.0.1/x', 'https://10.0.0.1/x']
  for (const noticeUrl of inside) {
    const answer = await refused('INPUT_INVALID', () =>
      add({ name: 'Fleet', noticeUrl, noticeSecret: 'secret' }),
    )
    expect(answer.details).toMatchObject({ faults: [{ path: 'noticeUrl' }] })
  }
  const location = { ocpiId: 'LOC1', name: 'Hof', city: 'Bonn', country: 'DE' }
  const addLocation = (timeZone: string) =>
    write('addLocation', 'AddLocationInput', { ...location, timeZone }, '{ location { id } }')
  await refused('INPUT_INVALID', () => addLocation('Europe/Nowhere'))
  const twin = await refused('INPUT_INVALID', () => addLocation('Europe/Berlin'))
  expect(twin.details).toMatchObject({ faults: [{ path: 'ocpiId' }] })
})
