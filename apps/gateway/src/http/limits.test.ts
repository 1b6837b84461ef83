import { request } from 'node:http'

import { world } from '@wattline/billing/testing'

import { furnish } from '../testing/furnish.js'
import { type TestGateway, testGateway } from '../testing/test-gateway.js'

let t: TestGateway
let secret: string
let invoiceId: string

beforeAll(async () => {
  t = await testGateway()
  const w = await world(t.core)
  secret = w.secrets.operator
  invoiceId = (await furnish(t.core, w)).invoiceId
})
afterAll(() => t.close())

const nested = (depth: number): string =>
  depth === 0 ? 'id' : `id sessions { invoice { ${nested(depth - 1)} } }`
const invoice = (selection: string) => `{ invoice(id: "${invoiceId}") { ${selection} } }`

test('a question of sensible depth is answered, a bottomless one refused before it runs', async () => {
  expect((await t.ask(secret, invoice(nested(3)))).errors).toEqual([])
  const answer = await t.ask(secret, invoice(nested(8)))
  expect(answer).toMatchObject({ status: 400, code: 'GRAPHQL_VALIDATION_FAILED' })
  expect(answer.errors[0]?.message).toMatch(/nests 18 fields deep; 14 are allowed/)
})

test('depth is not hidden by fragments', async () => {
  const fragments = Array.from(
    { length: 8 },
    (_, n) =>
      `fragment F${n} on Invoice { sessions { invoice { ${n === 7 ? 'id' : `...F${n + 1}`} } } }`,
  )
  const answer = await t.ask(secret, `${invoice('...F0')} ${fragments.join(' ')}`)
  expect(answer.code).toBe('GRAPHQL_VALIDATION_FAILED')
})

test('many aliases, long documents and endless tokens are refused', async () => {
  const aliases = Array.from({ length: 31 }, (_, n) => `a${n}: number`).join(' ')
  expect((await t.ask(secret, invoice(aliases))).errors[0]?.message).toMatch(/31 aliases/)
  const long = await t.ask(secret, `${invoice('id')} #${'x'.repeat(20_000)}`)
  expect(long).toMatchObject({ status: 413, code: 'DOCUMENT_TOO_LONG' })
  const tokens = await t.ask(secret, invoice('id '.repeat(4_500)))
  expect(tokens).toMatchObject({ status: 400, code: 'GRAPHQL_PARSE_FAILED' })
})

test('the cost follows the list sizes asked for, by literal and by variable', async () => {
  const list = (size: string) => `sessions(first: ${size}) { edges { node {
    cost { gross { amount } } readings { measuredAt } invoice { lines { label } } } } }`
  expect((await t.ask(secret, `{ ${list('20')} }`)).errors).toEqual([])
  const byLiteral = await t.ask(secret, `{ ${list('100')} two: ${list('100')} }`)
  expect(byLiteral).toMatchObject({ status: 400, code: 'TOO_COSTLY' })
  expect(byLiteral.details).toMatchObject({ most: 5000 })
  const query = `query($size: Int) { ${list('$size')} two: ${list('$size')} }`
  for (let round = 0; round < 4; round += 1) {
    expect((await t.ask(secret, query, { size: 10 })).errors).toEqual([])
    expect((await t.ask(secret, query, { size: 100 })).code).toBe('TOO_COSTLY')
    expect((await t.ask(secret, query, { size: 'all' })).code).toBe('BAD_USER_INPUT')
  }
})

test('a bomb of fragments costs the one who throws it', async () => {
  const bomb = Array.from({ length: 12 }, (_, n) => {
    const next = n === 11 ? 'id' : `...F${n + 1} ...F${n + 1}`
    return `fragment F${n} on Invoice { ${next} }`
  })
  const answer = await t.ask(secret, `${invoice('...F0 ...F0')} ${bomb.join(' ')}`)
  expect(answer.code).toBe('TOO_COSTLY')
})

test.each([
  ['more than a page', 'first: 101', 'first'],
  ['none', 'first: 0', 'first'],
  ['both ends', 'first: 1, last: 1', 'last'],
])('a list of %s is refused with the argument named', async (_what, page, path) => {
  const answer = await t.ask(secret, `{ sessions(${page}) { edges { cursor } } }`)
  expect(answer).toMatchObject({ status: 200, code: 'INPUT_INVALID' })
  expect(answer.details).toMatchObject({ faults: [{ path }] })
})

test('bad variables stay the caller’s fault, first and compiled alike', async () => {
  const query =
    'query($id: ID!, $size: Int!) { session(id: $id) { id } sessions(first: $size) { edges { cursor } } }'
  for (let round = 0; round < 5; round += 1) {
    for (const variables of [{}, { id: invoiceId, size: 'x' }, { id: null, size: 1 }]) {
      expect(await t.ask(secret, query, variables)).toMatchObject({
        status: 400,
        code: 'BAD_USER_INPUT',
      })
    }
  }
})

test('an operation that is not there, a subscription over HTTP, and batches are refused', async () => {
  const post = async (body: unknown) => {
    const response = await fetch(`${t.gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${secret}` },
      body: JSON.stringify(body),
    })
    const { errors } = (await response.json()) as { errors: { extensions: { code: string } }[] }
    return [response.status, errors[0]?.extensions.code]
  }
  const query = 'query A { me { keyId } } query B { me { role } }'
  expect(await post({ query })).toEqual([400, 'OPERATION_RESOLUTION_FAILURE'])
  expect(await post({ query, operationName: 'C' })).toEqual([400, 'OPERATION_RESOLUTION_FAILURE'])
  expect(await post([{ query: '{ me { keyId } }' }])).toEqual([400, 'BAD_REQUEST'])
  expect(
    await post({ query: `subscription { sessionUpdated(id: "${invoiceId}") { id } }` }),
  ).toEqual([400, 'NEEDS_WEBSOCKET'])
  expect(await post('nothing')).toEqual([400, 'BAD_REQUEST'])
})

test('a body beyond its limit is cut off, and one that is no JSON is refused', async () => {
  const send = (body: string) =>
    new Promise<number | undefined>((resolve, reject) => {
      const headers = { 'content-type': 'application/json', authorization: `Bearer ${secret}` }
      const sent = request(`${t.gateway.url}/graphql`, { method: 'POST', headers }, response => {
        response.resume()
        resolve(response.statusCode)
      })
      sent.on('error', reject)
      sent.end(body)
    })
  expect(await send('{')).toBe(400)
  const long = JSON.stringify({
    query: '{ me { keyId } }',
    variables: { x: 'x'.repeat(4_200_000) },
  })
  expect(await send(long)).toBe(413)
})

test('introspection is answered without a key in development, data is not', async () => {
  const introspection = await t.ask(undefined, '{ __schema { queryType { name } } }')
  expect(introspection).toMatchObject({ status: 200, errors: [] })
  expect(await t.ask(undefined, '{ __typename me { keyId } }')).toMatchObject({ status: 401 })
})

test('health and readiness answer, and the page for people comes from here alone', async () => {
  const get = (path: string, accept = '*/*') =>
    fetch(`${t.gateway.url}${path}`, { headers: { accept } })
  expect((await get('/health')).status).toBe(200)
  expect((await get('/ready')).status).toBe(200)
  const page = await get('/graphql', 'text/html,*/*')
  const html = await page.text()
  expect([...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, url]) => url)).toEqual([
    '/graphql/assets/page.css',
    '/graphql/assets/page.js',
  ])
  expect((await get('/graphql/assets/..%2fbundle.js')).status).toBe(404)
  expect((await get('/nowhere')).status).toBe(404)
})

describe('in production', () => {
  let production: TestGateway
  let key: string
  beforeAll(async () => {
    production = await testGateway({ mode: 'production', operationsPerSecond: 2 })
    key = (await world(production.core)).secrets.partner
  })
  afterAll(() => production.close())

  test('a key that asks too often is told when to come back', async () => {
    const answers = []
    for (let count = 0; count < 6; count += 1)
      answers.push(await production.ask(key, '{ me { role } }'))
    const refused = answers.find(({ status }) => status === 429)
    expect(refused?.code).toBe('RATE_LIMITED')
    expect(refused?.headers.get('retry-after')).toBe('1')
    expect(answers[0]?.status).toBe(200)
  })

  test('there is no introspection, no page, and no hint at names', async () => {
    const introspection = await production.ask(undefined, '{ __schema { queryType { name } } }')
    expect(introspection.code).toBe('GRAPHQL_VALIDATION_FAILED')
    const typo = await production.ask(undefined, '{ sesion { id } }')
    expect(typo.errors[0]?.message).not.toMatch(/Did you mean/)
    const page = await fetch(`${production.gateway.url}/graphql`, {
      headers: { accept: 'text/html' },
    })
    expect(page.headers.get('content-type')).not.toMatch(/html/)
  })
})
