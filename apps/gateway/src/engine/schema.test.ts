import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

import {
  isInputObjectType,
  isNonNullType,
  isObjectType,
  lexicographicSortSchema,
  type OperationTypeNode,
  printSchema,
} from 'graphql'

import { authorities } from '../access/authorities.js'
import { buildGatewaySchema } from './schema.js'

const file = fileURLToPath(new URL('../../schema.graphql', import.meta.url))
const schema = buildGatewaySchema()

test('the committed schema is the one that is served: UPDATE_SCHEMA=1 rewrites it', () => {
  const text = `${printSchema(lexicographicSortSchema(schema))}\n`
  if (process.env.UPDATE_SCHEMA) writeFileSync(file, text)
  expect(text).toBe(readFileSync(file, 'utf8'))
})

test('every type, field and argument is described', () => {
  const bare: string[] = []
  for (const [name, type] of Object.entries(schema.getTypeMap())) {
    const isRoot = ['Query', 'Mutation', 'Subscription'].includes(name)
    if (name.startsWith('__') || isRoot ? false : !type.description) bare.push(name)
    if (name.startsWith('__') || !(isObjectType(type) || isInputObjectType(type))) continue
    for (const field of Object.values(type.getFields())) {
      if (!field.description) bare.push(`${name}.${field.name}`)
      for (const argument of 'args' in field ? field.args : []) {
        if (!argument.description) bare.push(`${name}.${field.name}(${argument.name})`)
      }
    }
  }
  expect(bare).toEqual([])
})

test.each(['Query', 'Mutation', 'Subscription'] as const)(
  'every field of %s says which roles may ask for it, and no other does',
  rootType => {
    const operation = rootType.toLowerCase() as OperationTypeNode
    const fields = Object.keys(schema.getRootType(operation)?.getFields() ?? {})
    expect(Object.keys(authorities[rootType]).sort()).toEqual(fields.sort())
  },
)

test('every mutation takes one input with an idempotency key', () => {
  for (const field of Object.values(schema.getMutationType()?.getFields() ?? {})) {
    expect(field.args.map(({ name }) => name)).toEqual(['input'])
    const input = schema.getType(String(field.args[0]?.type).replace('!', ''))
    expect([field.name, isInputObjectType(input) && 'idempotencyKey' in input.getFields()]).toEqual(
      [field.name, true],
    )
  }
})

test('no input field is both required and given a default: graphql-jit would ask for it', () => {
  const both = Object.values(schema.getTypeMap())
    .filter(isInputObjectType)
    .flatMap(type => Object.values(type.getFields()).map(field => ({ type, field })))
    .filter(({ field }) => isNonNullType(field.type) && field.defaultValue !== undefined)
  expect(both.map(({ type, field }) => `${type.name}.${field.name}`)).toEqual([])
})

test('money never is a float', () => {
  expect(Object.keys(schema.getTypeMap())).not.toContain('Float')
})
