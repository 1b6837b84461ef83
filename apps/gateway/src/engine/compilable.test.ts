import { getOperationAST, parse } from 'graphql'

import { isCompilable } from './compilable.js'
import { buildGatewaySchema } from './schema.js'

const schema = buildGatewaySchema()
const page = '{ edges { cursor } }'

test.each([
  ['query($id: ID!) { session(id: $id) { id } }', true],
  [`{ session(id: "x") { id } sessions(first: 2) ${page} }`, true],
  [`{ sessions(filter: { states: [BILLED] }) ${page} }`, true],
  [`query($n: Int = 2) { sessions(first: $n) ${page} }`, true],
  [`query($n: Int! = 2) { sessions(first: $n) ${page} }`, false],
  [`{ sessions(after: "x") ${page} }`, false],
  [`{ sessions(filter: { startedFrom: "2026-01-01T00:00:00Z" }) ${page} }`, false],
  [`query($at: Instant = "x") { sessions(filter: { startedFrom: $at }) ${page} }`, false],
])('%s is compiled: %j', (query, expected) => {
  const document = parse(query)
  const operation = getOperationAST(document)
  expect(operation && isCompilable(schema, document, operation)).toBe(expected)
})
