/**
 * Says what is wrong with the JSON Schema of a plugin's parameters, and with parameters under it.
 *
 * Only a closed part of JSON Schema (draft 2020-12) is taken: what an operator's form can show, and
 * what this process can read without running an author's code or waiting for an author's pattern.
 */

import type { Params } from '@wattline/plugin-sdk'
import { Ajv2020 } from 'ajv/dist/2020.js'

import { faultInPattern } from './pattern.js'

export type Schema = Readonly<Record<string, unknown>>

const ajv = new Ajv2020({ allErrors: true, strict: false, logger: false, validateSchema: true })

/** Keywords by the type they stand with; those of every type under `any`. */
const keywords: Readonly<Record<string, readonly string[]>> = {
  any: ['type', 'enum', 'const', 'default', 'title', 'description', 'examples', '$comment'],
  object: ['properties', 'required', 'additionalProperties'],
  array: ['items', 'minItems', 'maxItems', 'uniqueItems'],
  string: ['minLength', 'maxLength', 'pattern'],
  integer: ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'],
  number: ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'],
  boolean: [],
}
const types = Object.keys(keywords).filter(type => type !== 'any')
const maxDepth = 8

const isObject = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function faultsOfNode(schema: unknown, at: string, depth: number): string[] {
  if (!isObject(schema)) return [`${at} must be a schema`]
  if (depth > maxDepth) return [`${at} lies deeper than ${maxDepth} levels`]
  const { type } = schema
  const known = typeof type === 'string' && types.includes(type) ? (keywords[type] ?? []) : []
  const allowed = [...(keywords.any ?? []), ...known]
  const faults = Object.keys(schema)
    .filter(word => !allowed.includes(word))
    .map(word => `${at}.${word} is not read here, but ${allowed.join(', ')}`)
  const isListed = type === undefined && (Array.isArray(schema.enum) || 'const' in schema)
  if (known.length === 0 && type !== 'boolean' && !isListed)
    faults.push(`${at}.type must be one of ${types.join(', ')}`)
  if (schema.pattern !== undefined) faults.push(...faultInPattern(schema.pattern, `${at}.pattern`))
  if (type === 'object') faults.push(...faultsOfObject(schema, at, depth))
  if (type === 'array') faults.push(...faultsOfNode(schema.items, `${at}.items`, depth + 1))
  return faults
}

function faultsOfObject(schema: Schema, at: string, depth: number): string[] {
  const faults: string[] = []
  if (schema.additionalProperties !== false)
    faults.push(`${at}.additionalProperties must be false: what is misspelt must be refused`)
  const { properties, required = [] } = schema
  if (!isObject(properties)) return [...faults, `${at}.properties must be an object`]
  for (const name of Array.isArray(required) ? required : []) {
    if (typeof name !== 'string' || !Object.hasOwn(properties, name))
      faults.push(`${at}.required names '${name}', which properties does not declare`)
  }
  for (const [name, inner] of Object.entries(properties))
    faults.push(...faultsOfNode(inner, `${at}.properties.${name}`, depth + 1))
  return faults
}

/** Each default must be valid where it stands. */
function faultsOfDefaults(schema: Schema, at: string): string[] {
  const faults: string[] = []
  if (Object.hasOwn(schema, 'default')) {
    const reasons = reasonsAgainst(schema, schema.default)
    faults.push(...reasons.map(reason => `${at}.default ${reason}`))
  }
  if (isObject(schema.properties)) {
    for (const [name, inner] of Object.entries(schema.properties))
      faults.push(...faultsOfDefaults(inner as Schema, `${at}.properties.${name}`))
  }
  if (isObject(schema.items)) faults.push(...faultsOfDefaults(schema.items, `${at}.items`))
  return faults
}

function reasonsAgainst(schema: Schema, value: unknown): string[] {
  const validate = ajv.compile(schema)
  const found = validate(value) ? [] : (validate.errors ?? [])
  ajv.removeSchema(schema)
  return found.map(({ instancePath, message }) =>
    `${instancePath.replaceAll('/', '.')} ${message ?? 'is not valid'}`.trim(),
  )
}

/** Every fault of the schema; none means that parameters can be read by it. */
export function faultsInSchema(schema: Schema): string[] {
  const faults = faultsOfNode(schema, 'params', 0)
  if (faults.length > 0) return faults
  if (!ajv.validateSchema(schema))
    return (ajv.errors ?? []).map(
      ({ instancePath, message }) => `params${instancePath.replaceAll('/', '.')} ${message}`,
    )
  return faultsOfDefaults(schema, 'params')
}

/** Says of parameters why a sound schema refuses them; none means that an operator may set them. */
export function createParamsCheck(schema: Schema): (params: Params) => string[] {
  const validate = ajv.compile(schema)
  ajv.removeSchema(schema)
  return params =>
    validate(params)
      ? []
      : (validate.errors ?? []).map(
          ({ instancePath, message }) => `params${instancePath.replaceAll('/', '.')} ${message}`,
        )
}
