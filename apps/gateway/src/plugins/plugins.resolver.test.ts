import { issueKey, judgePublication } from '@wattline/billing'
import { world } from '@wattline/billing/testing'
import { type Client, createClient } from 'graphql-ws'
import { WebSocket } from 'ws'

import { type Furnished, furnish } from '../testing/furnish.js'
import { samplePlugin } from '../testing/publish-sample.js'
import { type TestGateway, testGateway } from '../testing/test-gateway.js'

let t: TestGateway
let own: Furnished
let client: Client | undefined

beforeAll(async () => {
  t = await testGateway()
  own = await furnish(t.core, await world(t.core))
})
afterEach(async () => {
  await client?.dispose()
})
afterAll(() => t.close())

const operator = () => own.world.secrets.operator
const publish = (input: object, secret = operator()) =>
  t.ask(
    secret,
    `mutation($input: PublishPluginInput!) {
      publishPlugin(input: $input) {
        publication { id state submittedBy faults { message } report { goldens } waitingBecause }
      }
    }`,
    { input: { idempotencyKey: t.core.newId(), ...input } },
  )

const verdict = `id state decidedAt
  faults { step message golden place { file line column } bill { input params lines } }
  report { engines goldens generatedBills answersHash fuelMost fuelAllowed }
  pluginVersion { id pluginId version }`
const publication = (id: string) =>
  t.ask(operator(), `query($id: ID!) { pluginPublication(id: $id) { ${verdict} } }`, { id })

const idOf = ({ data }: Awaited<ReturnType<typeof publish>>) =>
  (data as { publishPlugin: { publication: { id: string } } }).publishPlugin.publication.id

test('a plugin is handed in, judged, and shown with what it declares', async () => {
  t.core.clock.advance('PT1S')
  const upload = t.core.gate.pass(samplePlugin('2.0.0'))
  const answer = await publish({ ...upload, sourceMap: '{"version":3}' })
  expect(answer.errors).toEqual([])
  expect(answer.data?.publishPlugin).toEqual({
    publication: {
      id: expect.any(String),
      state: 'CHECKING',
      submittedBy: own.world.operator.keyId,
      faults: [],
      report: null,
      waitingBecause: null,
    },
  })
  const id = idOf(answer)
  await judgePublication(t.core, own.world.operatorId, id)
  const { data } = await publication(id)
  expect(data?.pluginPublication).toMatchObject({
    state: 'PUBLISHED',
    report: { engines: ['in-process'], fuelMost: '1', fuelAllowed: '10' },
    pluginVersion: { pluginId: 'night-saver', version: '2.0.0' },
  })

  const version = await t.ask(
    operator(),
    `{ pluginVersions(pluginId: "night-saver", first: 1) { edges { node {
      version phase author description contract publicationId publishedBy paramsSchema
      reads { name fact days { value param } perMonthWh { value } }
      series { name series { value param } }
      emits { code kind on bounds { kind figure { value param fact } } }
      cuts { kind at { value param fact } }
      source { bundle goldens sourceMap }
    } } } }`,
  )
  expect(version.errors).toEqual([])
  const figure = (of: object) => ({ value: null, param: null, fact: null, ...of })
  expect(version.data?.pluginVersions).toEqual({
    edges: [
      {
        node: {
          version: '2.0.0',
          phase: 'LOYALTY',
          author: 'An operator',
          description: 'A share off at night.',
          contract: 1,
          publicationId: id,
          publishedBy: own.world.operator.keyId,
          paramsSchema: { type: 'object', properties: { days: { type: 'integer' } } },
          reads: [
            { name: 'tier', fact: 'membership.tier', days: null, perMonthWh: null },
            {
              name: 'visits',
              fact: 'driver.sessions',
              days: { value: null, param: 'days' },
              perMonthWh: null,
            },
          ],
          series: [{ name: 'spot', series: { value: 'DE-LU', param: null } }],
          emits: [
            {
              code: 'NIGHT',
              kind: 'DISCOUNT',
              on: 'ENERGY',
              bounds: [
                { kind: 'SHARE_OF_BASE', figure: figure({ value: '5000' }) },
                { kind: 'PER_KWH', figure: figure({ param: 'most' }) },
              ],
            },
          ],
          cuts: [
            { kind: 'CLOCK', at: figure({ value: '22:00' }) },
            { kind: 'SESSION_ENERGY', at: figure({ fact: 'visits' }) },
            { kind: 'SERIES', at: figure({ value: 'spot' }) },
          ],
          source: {
            bundle: upload.bundle,
            goldens: upload.goldens,
            sourceMap: '{"version":3}',
          },
        },
      },
    ],
  })
})

test('a refusal lists every fault with its place and the smallest bill', async () => {
  const place = { file: 'src/plugin.ts', line: 12, column: 5 }
  const bill = { input: { session: {} } as never, params: { bp: 1 } }
  const upload = t.core.gate.refuse('bad', [
    { step: 'lint', message: 'no **', place },
    { step: 'invariants', message: 'below zero', bill },
    { step: 'goldens', message: 'another line', golden: 'at night' },
  ])
  const id = idOf(await publish(upload))
  await judgePublication(t.core, own.world.operatorId, id)
  const none = { place: null, golden: null, bill: null }
  expect((await publication(id)).data?.pluginPublication).toMatchObject({
    state: 'REFUSED',
    report: null,
    pluginVersion: null,
    faults: [
      { ...none, step: 'LINT', message: 'no **', place },
      { ...none, step: 'INVARIANTS', message: 'below zero', bill: { ...bill, lines: null } },
      { ...none, step: 'GOLDENS', message: 'another line', golden: 'at night' },
    ],
  })
  const { data } = await t.ask(
    operator(),
    '{ pluginPublications(states: [REFUSED]) { edges { node { id } } } }',
  )
  expect(data?.pluginPublications).toEqual({ edges: [{ node: { id } }] })
})

test('an upload of no form is refused with every fault, and a full-sized one is taken', async () => {
  const none = await publish({ bundle: '', goldens: {}, sourceMap: 'x' })
  expect(none).toMatchObject({ status: 200, code: 'INPUT_INVALID' })
  expect(none.details).toMatchObject({
    faults: [{ path: 'bundle' }, { path: 'sourceMap' }, { path: 'goldens' }],
  })
  const golden = { name: 'é'.repeat(500_000), input: {}, params: {}, lines: [] }
  const whole = {
    bundle: '\n'.repeat(262_144),
    goldens: [golden],
    sourceMap: JSON.stringify({ version: 3, sources: ['"'.repeat(500_000)] }),
  }
  expect((await publish(whole)).errors).toEqual([])
})

test('staff read what operators publish, and only operators publish', async () => {
  const { operatorId, secrets } = own.world
  const finance = await issueKey(t.core, { operatorId, role: 'finance', name: 'f' })
  const read = `query($id: ID!) { pluginPublication(id: $id) { id } }`
  const id = own.publicationId
  for (const secret of [operator(), secrets.support, finance.secret])
    expect((await t.ask(secret, read, { id })).data).toEqual({ pluginPublication: { id } })
  expect((await t.ask(secrets.partner, read, { id })).code).toBe('ROLE_INSUFFICIENT')
  for (const secret of [secrets.partner, secrets.support, finance.secret])
    expect((await publish({ bundle: 'x', goldens: [] }, secret)).code).toBe('ROLE_INSUFFICIENT')
})

test('whoever follows a publication is told when it is judged', async () => {
  client = createClient({
    url: `${t.gateway.url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    connectionParams: { authorization: `Bearer ${operator()}` },
  })
  const id = idOf(await publish(t.core.gate.pass(samplePlugin('3.0.0'))))
  const events = client.iterate({
    query: 'subscription($id: ID!) { pluginPublicationUpdated(id: $id) { state } }',
    variables: { id },
  })
  const next = async () => (await events.next()).value?.data?.pluginPublicationUpdated
  expect(await next()).toEqual({ state: 'CHECKING' })
  const told = next()
  await judgePublication(t.core, own.world.operatorId, id)
  expect(await told).toEqual({ state: 'PUBLISHED' })
})

test('a page asks for a few sources, not for a hundred', async () => {
  const sources = (first: number) =>
    t.ask(
      operator(),
      `{ pluginVersions(first: ${first}) { edges { node { source { bundle } } } } }`,
    )
  expect((await sources(4)).errors).toEqual([])
  expect((await sources(100)).code).toBe('TOO_COSTLY')
})
