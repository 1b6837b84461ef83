import { faultsInParamsSchema, faultsInTexts } from './params-schema.js'

const schemaOf = (properties: unknown, more: object = {}) => ({
  type: 'object',
  properties,
  additionalProperties: false,
  ...more,
})
const bands = {
  type: 'array',
  minItems: 1,
  maxItems: 50,
  items: schemaOf({ tier: { type: 'string', maxLength: 100 }, rateBp: { type: 'integer' } }),
}

test('what an operator’s form can show is taken', () => {
  const properties = {
    bands,
    unit: { enum: ['HOUR', 'VISIT'], title: 'Counted by', default: 'HOUR' },
    share: { type: 'number', minimum: 0, exclusiveMaximum: 1 },
    isOn: { type: 'boolean' },
    clock: { type: 'string', pattern: '^[0-2][0-9]:[0-5][0-9]$', examples: ['07:00'] },
    version: { const: 1 },
  }
  expect(faultsInParamsSchema(schemaOf(properties, { required: ['bands'] }))).toEqual([])
})

const deep = (levels: number): object =>
  levels === 0 ? { type: 'integer' } : { type: 'array', items: deep(levels - 1) }

test.each<[string, unknown, string]>([
  ['a reference to itself', schemaOf({ a: { $ref: '#' } }), 'params.properties.a.$ref is not read'],
  ['a far reference', schemaOf({}, { $ref: 'https://a.example/s' }), 'params.$ref is not read'],
  ['an id', schemaOf({}, { $id: 'https://a.example/s' }), 'params.$id is not read here'],
  ['a format', schemaOf({ a: { type: 'string', format: 'email' } }), 'a.format is not read here'],
  ['branches', schemaOf({ a: { anyOf: [] } }), 'a.anyOf is not read here'],
  ['names by pattern', schemaOf({}, { patternProperties: {} }), 'patternProperties is not read'],
  ['a value of any type', schemaOf({ a: {} }), 'a.type must be one of object, array'],
  ['two types', schemaOf({ a: { type: ['string', 'null'] } }), 'a.type must be one of'],
  ['a boolean schema', schemaOf({ a: true }), 'params.properties.a must be an object'],
  ['no list of properties', schemaOf(undefined), 'params.properties must be an object'],
  ['the prototype', schemaOf(JSON.parse('{"__proto__":{"type":"object"}}')), "has '__proto__'"],
  ['an inherited name', schemaOf({ constructor: { type: 'string' } }), "has 'constructor'"],
  ['an odd name', schemaOf({ 'a"]=1;//': { type: 'string' } }), 'a name of letters and digits'],
  ['an open object', schemaOf({ a: { type: 'object', properties: {} } }), 'misspelt parameter'],
  ['who is required and unknown', schemaOf({}, { required: ['toString'] }), "names 'toString'"],
  ['no choice', schemaOf({ a: { enum: [] } }), 'one at least'],
  ['objects to choose from', schemaOf({ a: { enum: [{}] } }), 'must list texts, numbers'],
  ['an object as constant', schemaOf({ a: { const: {} } }), 'a.const must be a text'],
  ['long texts', schemaOf({ a: { type: 'string', minLength: 1e9 } }), 'from 0 to 200, found 1000'],
  ['long lists', schemaOf({ a: { ...bands, maxItems: 1e9 } }), 'whole number from 0 to 500'],
  ['half items', schemaOf({ a: { ...bands, minItems: 0.5 } }), 'whole number from 0 to 500'],
  ['lists in lists', schemaOf({ a: deep(5) }), 'params can hold 32769 values with every list full'],
  ['depth without end', schemaOf({ a: deep(9) }), 'lies deeper than 8 levels'],
  ['slow patterns', schemaOf({ a: { type: 'string', pattern: 'x*x*y' } }), 'could take too long'],
  ['another type', { type: 'array' }, "params.type must be 'object', found 'array'"],
  ['no schema', 5, 'params must be an object, found 5'],
])('%s is refused', (_, schema, fault) => {
  expect(faultsInParamsSchema(schema).join('\n')).toContain(fault)
})

test('texts that no pattern may be tried on are named by their places', () => {
  const params = { code: 'x'.repeat(200), tiers: [{ name: 'x'.repeat(201) }], rate: null }
  expect(faultsInTexts(params, 'params')).toEqual([
    'params.tiers[0].name has more than 200 characters',
  ])
})
