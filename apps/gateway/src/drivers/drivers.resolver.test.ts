import { world } from '@wattline/billing/testing'

import { type TestGateway, testGateway } from '../testing/test-gateway.js'

let t: TestGateway

beforeAll(async () => {
  t = await testGateway()
})
afterAll(() => t.close())

test('a driver registered twice at once under one external id is one driver', async () => {
  const { secrets } = await world(t.core)
  const query =
    'mutation($input: RegisterDriverInput!) { registerDriver(input: $input) { driver { id } } }'
  const register = () =>
    t.ask(secrets.partner, query, { input: { externalId: 'ada', idempotencyKey: t.core.newId() } })
  const answers = await Promise.all(Array.from({ length: 12 }, register))
  for (const { errors, data } of answers) {
    expect(errors).toEqual([])
    expect(data).toEqual(answers[0]?.data)
  }
})
