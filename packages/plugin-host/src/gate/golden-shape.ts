/** Says of untrusted golden tests what is not of the contract's shape. */

import { Ajv2020 } from 'ajv/dist/2020.js'

const whole = { type: 'integer', minimum: 0, maximum: Number.MAX_SAFE_INTEGER }
const figure = { ...whole, minimum: Number.MIN_SAFE_INTEGER }
const text = { type: 'string', maxLength: 1000 }
const object = (
  properties: Readonly<Record<string, object>>,
  optional: readonly string[] = [],
) => ({
  type: 'object',
  properties,
  required: Object.keys(properties).filter(name => !optional.includes(name)),
  additionalProperties: false,
})
const list = (items: object) => ({ type: 'array', items, maxItems: 10_000 })
const component = {
  enum: ['ENERGY', 'TIME', 'PARKING_TIME', 'FLAT', 'RESERVATION_TIME', 'SESSION'],
}

const period = object({
  startSecond: whole,
  durationSeconds: whole,
  energyWh: whole,
  activity: { enum: ['CHARGING', 'PARKED', 'RESERVED'] },
  minuteOfDay: { ...whole, maximum: 1439 },
  weekday: { ...whole, minimum: 1, maximum: 7 },
  date: { ...whole, minimum: 19_700_101, maximum: 29_991_231 },
  base: object({
    ENERGY: figure,
    TIME: figure,
    PARKING_TIME: figure,
    FLAT: figure,
    RESERVATION_TIME: figure,
  }),
  series: { type: 'object', additionalProperties: { anyOf: [figure, { type: 'null' }] } },
})

const input = object({
  session: object({
    durationSeconds: whole,
    chargingSeconds: whole,
    parkedSeconds: whole,
    energyWh: whole,
    currency: { type: 'string', pattern: '^[A-Z]{3}$' },
    minorPerUnit: { ...whole, minimum: 1 },
  }),
  periods: { ...list(period), minItems: 1 },
  earlierLines: list(
    object({ plugin: text, code: text, on: component, amount: figure, periods: list(whole) }, [
      'periods',
    ]),
  ),
  facts: {
    type: 'object',
    additionalProperties: { anyOf: [figure, text, { type: 'boolean' }, { type: 'null' }] },
  },
})

const line = {
  type: 'object',
  properties: { code: text, kind: text, on: text, amount: figure, labelKey: text },
  required: ['code', 'kind', 'on', 'amount', 'labelKey'],
}

const golden = object({ name: text, input, params: { type: 'object' }, lines: list(line) })
const validate = new Ajv2020({ allErrors: false }).compile({
  ...list(golden),
  minItems: 1,
  maxItems: 200,
})

/** The first fault of the goldens' form; none means that they are golden tests. */
export function faultsInGoldens(goldens: unknown): string[] {
  if (validate(goldens)) return []
  return (validate.errors ?? []).map(({ instancePath, message, params }) => {
    const at = instancePath.replaceAll('/', '.')
    const named = 'additionalProperty' in params ? `: ${params.additionalProperty}` : ''
    return `goldens${at} ${message ?? 'is not valid'}${named}`
  })
}
