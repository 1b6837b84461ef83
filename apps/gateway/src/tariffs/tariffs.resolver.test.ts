import { plainTariff, world } from '@wattline/billing/testing'

import { type Furnished, furnish } from '../testing/furnish.js'
import { type TestGateway, testGateway } from '../testing/test-gateway.js'

let t: TestGateway
let own: Furnished

beforeAll(async () => {
  t = await testGateway()
  own = await furnish(t.core, await world(t.core))
})
afterAll(() => t.close())

const mutation = `mutation($input: PublishTariffInput!) {
  publishTariff(input: $input) {
    warnings {
      code severity path elementIndex dimension
      examples {
        timeZone startedAt reservationExpired
        stretches { activity seconds energyWh powerW currentMilliA }
        price { amount currency }
      }
    }
  }
}`

const publish = (document: unknown) =>
  t.ask(own.world.secrets.operator, mutation, {
    input: { document, idempotencyKey: t.core.newId() },
  })

test('a published tariff is warned of with sessions and their prices', async () => {
  const elements = [{ price_components: [{ type: 'ENERGY', price: 0.5, vat: 0, step_size: 5000 }] }]
  const { data, errors } = await publish({ ...plainTariff, elements })
  expect(errors).toEqual([])
  expect(data?.publishTariff).toMatchObject({
    warnings: [
      {
        code: 'step-over-use',
        severity: 'WARNING',
        path: '$.elements[0].price_components[0].step_size',
        elementIndex: 0,
        dimension: 'ENERGY',
        examples: [
          {
            stretches: [{ activity: 'CHARGING', seconds: 4050, energyWh: 22_500 }],
            price: { amount: '12.50', currency: 'EUR' },
          },
        ],
      },
    ],
  })
})

test('an example states the power that its price hangs on', async () => {
  const components = [{ type: 'ENERGY', price: 0.5, vat: 0, step_size: 5000 }]
  const elements = [
    { price_components: components, restrictions: { min_power: 50 } },
    { price_components: [{ type: 'ENERGY', price: 0.5, vat: 0 }] },
  ]
  const { data } = await publish({ ...plainTariff, elements })
  expect(data?.publishTariff).toMatchObject({
    warnings: [
      { code: 'cheaper-for-more' },
      {
        code: 'step-over-use',
        examples: [
          {
            reservationExpired: false,
            stretches: [{ energyWh: 22_500, powerW: 50_000, currentMilliA: null }],
          },
        ],
      },
    ],
  })
})

test('what was warned of in reading has no session to show', async () => {
  const { data } = await publish({ ...plainTariff, colour: 'green' })
  expect(data?.publishTariff).toMatchObject({
    warnings: expect.arrayContaining([
      expect.objectContaining({ code: 'unknown-field', elementIndex: null, examples: [] }),
    ]),
  })
})
