/**
 * A Friday afternoon through the API: draft, assign, have approved, edit for a place, roll back.
 */

import { issueKey, registerPlugin } from '@wattline/billing'
import { type World, world } from '@wattline/billing/testing'

import { type Answer, type TestGateway, testGateway } from '../testing/test-gateway.js'

let t: TestGateway
let w: World
let colleague: string
let tariffVersionId: string
let pluginVersionId: string

beforeAll(async () => {
  t = await testGateway()
})
beforeEach(async () => {
  w = await world(t.core, { secondPerson: 'required' })
  const { operatorId, secrets } = w
  const key = await issueKey(t.core, { operatorId, role: 'operator', name: 'colleague' })
  colleague = key.secret
  pluginVersionId = await registerPlugin(t.core, operatorId, t.core.runner.add(feePlugin))
  const { data } = await t.ask(secrets.operator, '{ tariffVersions { edges { node { id } } } }')
  const { tariffVersions } = data as { tariffVersions: { edges: [{ node: { id: string } }] } }
  tariffVersionId = tariffVersions.edges[0].node.id
})
afterAll(() => t.close())

const paramsSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['fee'],
  properties: { fee: { type: 'integer', minimum: 1, title: 'Fee for each session' } },
}
const feePlugin = {
  manifest: {
    id: 'fee',
    version: '1.0.0',
    contract: 1,
    author: 'Wattline',
    description: 'For a test.',
    phase: 'SURCHARGE' as const,
    reads: {},
    series: {},
    emits: [
      {
        ...{ code: 'FEE', kind: 'SURCHARGE' as const, on: 'SESSION' as const },
        bounds: [{ perSession: { param: 'fee' } }],
      },
    ],
    cuts: [],
    params: paramsSchema,
  },
  price: () => ({ lines: [] }),
}

interface Made {
  readonly priceList: { readonly id: string }
  readonly assignment: { readonly id: string }
}

async function write(name: string, input: object, select: string, secret = w.secrets.operator) {
  const type = /Group$/.test(name) ? `${name.replace('Connector', '')}Input` : `${name}Input`
  const query = `mutation($input: ${type[0]?.toUpperCase()}${type.slice(1)}!) {
    ${name}(input: $input) ${select} }`
  const variables = { input: { idempotencyKey: t.core.newId(), ...input } }
  const answer = await t.ask(secret, query, variables)
  return { ...answer, made: answer.data?.[name] as Made }
}

const startsAt = () => t.core.clock.now().add({ hours: 1 }).toString()
const withFee = (fee: number) => ({
  ...{ name: 'With fee', tariffVersionId, startsAt: startsAt() },
  plugins: [{ pluginVersionId, params: { fee } }],
})
const both = '{ priceList { id } assignment { id state needsApproval } }'

function candidates(connectorId: string, at?: string): Promise<Answer> {
  const query = `query($connectorId: ID!, $at: Instant) {
    priceListsAt(connectorId: $connectorId, at: $at) { verdict priceList { name } assignment { state } } }`
  return t.ask(w.secrets.support, query, { connectorId, ...(at && { at }) })
}

test('what is new waits, is approved by a colleague, and is shown with why it wins', async () => {
  const { made } = await write('assignPriceList', withFee(10_000), both)
  expect(made.assignment).toMatchObject({ state: 'WAITING', needsApproval: true })
  const { id: assignmentId } = made.assignment
  const decided = '{ assignment { state startsAt approvedBy } }'
  const own = await write('approvePriceList', { assignmentId }, decided)
  expect(own.code).toBe('APPROVAL_BY_MAKER')
  const before = await candidates(w.connectorId, startsAt())
  expect(before.data?.priceListsAt).toEqual([
    { verdict: 'WAITING', priceList: { name: 'With fee' }, assignment: { state: 'WAITING' } },
    { verdict: 'WINS', priceList: { name: 'Standard' }, assignment: { state: 'IN_FORCE' } },
  ])
  const approved = await write('approvePriceList', { assignmentId }, decided, colleague)
  expect(approved.made.assignment).toMatchObject({ state: 'SCHEDULED', startsAt: startsAt() })
  const verdicts = async (at?: string) => {
    const { data } = await candidates(w.connectorId, at)
    const { priceListsAt } = data as { priceListsAt: { verdict: string }[] }
    return priceListsAt.map(({ verdict }) => verdict)
  }
  expect(await verdicts()).toEqual(['NOT_STARTED', 'WINS'])
  expect(await verdicts(startsAt())).toEqual(['WINS', 'LATER_START'])
})

test('a form can be built from a plugin’s schema, and an edit of it is for one place', async () => {
  const { made: draft } = await write(
    'draftPriceList',
    withoutStart(withFee(1)),
    '{ priceList { id } }',
  )
  const priceListId = draft.priceList.id
  const edit = (params: object) =>
    write(
      'editPriceList',
      {
        ...{ priceListId, connectorId: w.connectorId, startsAt: startsAt() },
        edits: [{ pluginVersionId, params }],
      },
      `{ assignment { connectorId state }
         priceList { plugins { params paramsSchema pluginVersion { pluginId } } } }`,
    )
  const { made } = await edit({ fee: 2 })
  expect(made).toEqual({
    assignment: { connectorId: w.connectorId, state: 'WAITING' },
    priceList: {
      plugins: [{ params: { fee: 2 }, paramsSchema, pluginVersion: { pluginId: 'fee' } }],
    },
  })
  const faulty = await edit({ fee: 0 })
  expect(faulty).toMatchObject({
    code: 'PLUGIN_PARAMS_INVALID',
    details: { faults: [{ path: 'plugins[0].params.fee', message: 'must be >= 1' }] },
  })
  const bare = await edit([])
  expect(bare.details).toMatchObject({ faults: [{ path: 'edits[0].params' }] })
})

const withoutStart = ({ startsAt: _, ...content }: ReturnType<typeof withFee>) => content

test('a rollback is one step, and the history of the place keeps all that was', async () => {
  t.core.clock.advance('PT1S')
  const { name, tariffVersionId: tariff } = withFee(1)
  const plain = { name, tariffVersionId: tariff, startsAt: startsAt() }
  const { made } = await write('assignPriceList', plain, both)
  t.core.clock.advance('PT2H')
  const back = await write(
    'rollBackPriceList',
    { assignmentId: made.assignment.id },
    '{ assignment { id } priceLists { name } }',
  )
  expect(back.made).toEqual({
    assignment: { id: made.assignment.id },
    priceLists: [{ name: 'Standard' }],
  })
  t.core.clock.advance('PT1S')
  const { data } = await t.ask(
    w.secrets.operator,
    '{ priceListHistory(place: {}) { edges { node { state endsAt priceList { name } } } } }',
  )
  const ended = { state: 'ENDED', endsAt: expect.any(String), priceList: { name: 'With fee' } }
  const standard = { state: 'IN_FORCE', endsAt: null, priceList: { name: 'Standard' } }
  expect(data).toEqual({ priceListHistory: { edges: [{ node: ended }, { node: standard }] } })
})

test('a group of connectors is made, filled, and told as it was at any instant', async () => {
  const { data } = await write('makeConnectorGroup', { name: 'Fast' }, '{ group { id rank } }')
  const { group } = (data as { makeConnectorGroup: { group: { id: string; rank: number } } })
    .makeConnectorGroup
  expect(group.rank).toBe(1)
  const change = { groupId: group.id, add: [w.connectorId], from: startsAt() }
  const changed = await write('changeConnectorGroup', change, '{ group { memberIds } }')
  expect(changed.data).toEqual({
    changeConnectorGroup: { group: { memberIds: [w.connectorId] } },
  })
  const now = await t.ask(w.secrets.support, '{ connectorGroups { name memberIds } }')
  expect(now.data).toEqual({ connectorGroups: [{ name: 'Fast', memberIds: [] }] })
  const canary = { ...withFee(1), connectorGroupId: group.id, mode: 'CANARY' }
  const refused = await write('assignPriceList', canary, both)
  expect(refused).toMatchObject({
    code: 'INPUT_INVALID',
    details: { faults: [{ path: 'shareBp' }] },
  })
  const { made } = await write('assignPriceList', { ...canary, shareBp: 500 }, both)
  const { id: assignmentId } = made.assignment
  const gone = await write('withdrawPriceList', { assignmentId }, '{ assignment { state } }')
  expect(gone.made.assignment).toEqual({ state: 'WITHDRAWN' })
})
