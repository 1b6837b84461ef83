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
  const fields = [
    pspReference,
    '',
    merchantAccountCode,
    'payment-1',
    '1190',
    'EUR',
    eventCode,
    'true',
  ]
  const signature = createHmac('sha256', Buffer.from(key, 'hex')).update(fields.join(':'))
  return {
    NotificationRequestItem: {
      additionalData: { hmacSignature: signature.digest('base64') },
      amount: { currency: 'EUR', value: 1190 },
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
  changed.NotificationRequestItem.amount.value = 1
  await notStored(401, delivery(changed))
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

test('while the database is away Adyen is asked to send it again', async () => {
  const pspReference = newReference()
  await t.core.owner.query('revoke insert on webhook from wattline_gateway')
  expect((await send(delivery(item({ pspReference })))).status).toBe(503)
  await t.core.owner.query('grant insert on webhook to wattline_gateway')
  expect((await send(delivery(item({ pspReference })))).status).toBe(202)
  expect(await stored()).toContain(pspReference)
})
