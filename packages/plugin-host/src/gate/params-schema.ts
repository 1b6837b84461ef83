/**
 * Says of a parameters' schema, which the manifest's check has found sound, what only a validator
 * can: that it is JSON Schema, that its defaults are valid, and what it refuses.
 */

import { faultsInTexts, type Params } from '@wattline/plugin-sdk'
import { Ajv2020 } from 'ajv/dist/2020.js'

export type Schema = Readonly<Record<string, unknown>>

const ajv = new Ajv2020({ allErrors: true, strict: false, logger: false, validateSchema: true })

const isObject = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

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
  const tooLong = faultsInTexts(value, '')
  if (tooLong.length > 0) return tooLong.map(fault => fault.trim())
  const validate = ajv.compile(schema)
  const found = validate(value) ? [] : (validate.errors ?? [])
  ajv.removeSchema(schema)
  return found.map(({ instancePath, message }) =>
    `${instancePath.replaceAll('/', '.')} ${message ?? 'is not valid'}`.trim(),
  )
}

/**
 * Every fault of the schema; none means that parameters can be read by it.
 *
 * @param schema one in which the manifest's check found nothing
 */
export function faultsInSchema(schema: Schema): string[] {
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
  return params => {
    // Every keyword is tried, a pattern too where the text is longer than its schema allows.
    const tooLong = faultsInTexts(params, 'params')
    if (tooLong.length > 0 || validate(params)) return tooLong
    return (validate.errors ?? []).map(
      ({ instancePath, message }) => `params${instancePath.replaceAll('/', '.')} ${message}`,
    )
  }
}
