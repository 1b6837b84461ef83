import { createHmac } from 'node:crypto'

import { hmacKey, type TestGateway, testGateway, webhookLogin } from '../testing/test-gateway.js'

const formerKey = 'AB'.repeat(32)
let t: TestGateway

beforeAll(async () => {
  t = await testGateway({ hmacKeys: [hmacKey, formerKey], merchantAccounts: ['OursECOM'] })
})
afterAll(() => t.close())

interface Item {
  readonly pspReference: string
  readonly amount?: { readonly currency?: string; readonly value?: number }
  readonly merchantAccountCode?: string
  readonly eventCode?: string
  readonly key?: string
}

let count = 0
const newReference = () => {
  count += 1
  return `PSP${String(count).padStart(13, '0')}`
}

/** Signed as Adyen documents it: eight fields joined by colons, HMAC-SHA256, base64. */
function item({ pspReference, key = hmacKey, ...given }: Item) {
  const { merchantAccountCode = 'OursECOM', eventCode = 'AUTHORISATION' } = given
  const { amount = { currency: 'EUR', value: 1190 } } = given
  const fields = [
    pspReference,
    '',
    merchantAccountCode,
    'payment-1',
    amount.value,
    amount.currency,
    eventCode,
    'true',
  ]
  const signature = createHmac('sha256', Buffer.from(key, 'hex')).update(fields.join(':'))
  return {
    NotificationRequestItem: {
      additionalData: { hmacSignature: signature.digest('base64') },
      amount,
      eventCode,
      eventDate: '2026-03-02T11:00:00+01:00',
      merchantAccountCode,
      merchantReference: 'payment-1',
      paymentMethod: 'visa',
      pspReference,
      reason: '',
      success: 'true',
    },
  }
}

async function send(
  body: unknown,
  login = webhookLogin,
): Promise<{ status: number; text: string }> {
  const response = await fetch(`${t.gateway.url}/webhooks/adyen`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Basic ${Buffer.from(`${login.user}:${login.password}`).toString('base64')}`,
    },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
  return { status: response.status, text: await response.text() }
}

const delivery = (...items: readonly unknown[]) => ({ live: 'false', notificationItems: items })

async function stored(): Promise<string[]> {
  const rows = await t.core.owner.query<{ psp_reference: string }[]>(
    'select psp_reference from webhook order by psp_reference',
  )
  return rows.map(row => row.psp_reference)
}

/** Answered so, and nothing stored. */
async function notStored(status: number, body: unknown, login = webhookLogin): Promise<void> {
  const before = await stored()
  expect((await send(body, login)).status).toBe(status)
  expect(await stored()).toEqual(before)
}

test('a signed webhook is stored before it is answered, and once however often it comes', async () => {
  const pspReference = newReference()
  const accepted = { status: 202, text: '[accepted]' }
  expect(await send(delivery(item({ pspReference })))).toEqual(accepted)
  expect(await stored()).toEqual([pspReference])
  const again = Array.from({ length: 5 }, () => send(delivery(item({ pspReference }))))
  expect(await Promise.all(again)).toEqual(again.map(() => accepted))
  expect(await stored()).toEqual([pspReference])
})

test('the former key is believed while keys are changed', async () => {
  const pspReference = newReference()
  expect((await send(delivery(item({ pspReference, key: formerKey })))).status).toBe(202)
  expect(await stored()).toContain(pspReference)
})

test('codes we do not know are kept, not refused', async () => {
  const pspReference = newReference()
  const answer = await send(delivery(item({ pspReference, eventCode: 'SOMETHING_NEW' })))
  expect(answer.status).toBe(202)
  expect(await stored()).toContain(pspReference)
})

test('a bad or missing signature is refused with 401, with all that came along', async () => {
  const forged = item({ pspReference: newReference(), key: 'CD'.repeat(32) })
  await notStored(401, delivery(forged))
  await notStored(401, delivery(item({ pspReference: newReference() }), forged))
  const unsigned = item({ pspReference: newReference() })
  await notStored(
    401,
    delivery({
      NotificationRequestItem: { ...unsigned.NotificationRequestItem, additionalData: {} },
    }),
  )
  const changed = item({ pspReference: newReference() })
  const { NotificationRequestItem: told } = changed
  const more = { ...told, amount: { currency: 'EUR', value: 1191 } }
  await notStored(401, delivery({ NotificationRequestItem: more }))
  expect(t.logged.some(({ msg }) => msg === 'webhook item not taken')).toBe(true)
})

test('a wrong user or password is refused before the body is looked at', async () => {
  const body = delivery(item({ pspReference: newReference() }))
  await notStored(401, body, { user: 'adyen', password: 'guess' })
  await notStored(401, body, { user: '', password: '' })
})

test('what is signed but not for us is answered as taken and not stored, beside what is', async () => {
  const pspReference = newReference()
  const foreign = item({ pspReference: newReference(), merchantAccountCode: 'TheirsECOM' })
  await notStored(202, delivery(foreign))
  expect((await send(delivery(foreign, item({ pspReference })))).status).toBe(202)
  expect(await stored()).toContain(pspReference)
})

test('a live webhook at a test deployment is refused, so that it is kept for the right one', async () => {
  const body = delivery(item({ pspReference: newReference() }))
  await notStored(403, { ...body, live: 'true' })
})

test('what is no webhook is refused, and what is too long is cut off', async () => {
  await notStored(400, '{')
  await notStored(400, {})
  await notStored(400, delivery())
  await notStored(413, { ...delivery(), more: 'x'.repeat(1_100_000) })
})

test.each([
  [{ value: 1e21, currency: 'EUR' }],
  [{ value: -1190, currency: 'EUR' }],
  [{ value: 0.5, currency: 'EUR' }],
  [{ value: 1190, currency: 'XBT' }],
  [{ value: 1190 }],
  [{}],
])(
  'signed with an amount of %p it is kept: refused, it would come again for a month',
  async amount => {
    const pspReference = newReference()
    expect((await send(delivery(item({ pspReference, amount })))).status).toBe(202)
    expect(await stored()).toContain(pspReference)
  },
)

test('of a name written twice the last counts, for the signature and for us', async () => {
  const pspReference = newReference()
  const text = JSON.stringify(delivery(item({ pspReference })))
  const twice = (first: string, last: string) =>
    text.replace('"success":"true"', `"success":"${first}","success":"${last}"`)
  await notStored(401, twice('true', 'false'))
  expect((await send(twice('false', 'true'))).status).toBe(202)
  const [row] = await t.core.owner.query<{ kind: string }[]>(
    `select body -> 'event' ->> 'kind' as kind from webhook where psp_reference = $1`,
    [pspReference],
  )
  expect(row?.kind).toBe('authorised')
})

test('nothing is deep or long enough to break the door', async () => {
  const boxes = (depth: number) => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`
  const deep = `{"live":"false","notificationItems":[{"NotificationRequestItem":${boxes(100_000)}}]}`
  await notStored(400, deep)
  await notStored(400, boxes(100_000))
  await notStored(413, `"${'x'.repeat(10_000_000)}"`)
  const { NotificationRequestItem: signed } = item({ pspReference: newReference() })
  const more = JSON.stringify({ ...signed, more: 'more' }).replace('"more"', boxes(10_000))
  await notStored(400, `{"live":"false","notificationItems":[{"NotificationRequestItem":${more}}]}`)
})

test('while the database is away Adyen is asked to send it again', async () => {
  const pspReference = newReference()
  await t.core.owner.query('revoke insert on webhook from wattline_gateway')
  expect((await send(delivery(item({ pspReference })))).status).toBe(503)
  await t.core.owner.query('grant insert on webhook to wattline_gateway')
  expect((await send(delivery(item({ pspReference })))).status).toBe(202)
  expect(await stored()).toContain(pspReference)
})
