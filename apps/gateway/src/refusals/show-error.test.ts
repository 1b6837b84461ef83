import { Refusal, refusalCodes } from '@wattline/billing'
import { GraphQLError } from 'graphql'

import { shownRefusals } from './codes.js'
import { isWeather, refuse, showErrors } from './show-error.js'

function shown(originalError: Error, reported: unknown[] = []) {
  const [error] = showErrors(
    [new GraphQLError('raw text', { path: ['session'], originalError })],
    trouble => {
      reported.push(trouble)
      return 'id-1'
    },
  )
  return error
}

test('every refusal of the core has one code of its own', () => {
  expect(Object.keys(shownRefusals).sort()).toEqual(Object.keys(refusalCodes).sort())
  const codes = Object.values(shownRefusals).map(({ code }) => code)
  expect(new Set(codes).size).toBe(codes.length)
})

test('a refusal keeps its sentence and its details', () => {
  const faults = [{ path: '$.elements[0]', message: 'is empty' }]
  expect(shown(new Refusal('tariff-invalid', { faults }))).toMatchObject({
    message: refusalCodes['tariff-invalid'],
    path: ['session'],
    extensions: { code: 'TARIFF_INVALID', details: { faults } },
  })
})

test('a bug is logged whole and shown by its id alone', () => {
  const reported: unknown[] = []
  const bug = new Error('relation "secret" does not exist')
  const error = shown(bug, reported)
  expect(reported).toEqual([bug])
  expect(error?.extensions).toEqual({ code: 'INTERNAL', errorId: 'id-1' })
  expect(JSON.stringify(error)).not.toContain('secret')
})

test.each([
  ['a refused connection', Object.assign(new Error('no'), { code: 'ECONNREFUSED' }), true],
  ['a server shutting down', Object.assign(new Error('no'), { code: '57P01' }), true],
  ['a connection that ended', new Error('Connection terminated unexpectedly'), true],
  ['a broken constraint', Object.assign(new Error('no'), { code: '23505' }), false],
  ['a type error', new TypeError('x is not a function'), false],
])('%s is told apart from a bug', (_what, error, expected) => {
  expect(isWeather(error)).toBe(expected)
  expect(shown(error)?.extensions.code).toBe(expected ? 'UNAVAILABLE' : 'INTERNAL')
})

test('variables that do not fit are the caller’s to mend', () => {
  const [error] = showErrors(
    [new GraphQLError('Variable "$id" got invalid value', { originalError: new Error('quotes!') })],
    () => 'id',
  )
  expect(error).toMatchObject({
    message: 'Variable "$id" got invalid value quotes!',
    extensions: { code: 'BAD_USER_INPUT', http: { status: 400 } },
  })
})

test('what the gateway refuses itself passes unchanged', () => {
  const refused = refuse('TOO_COSTLY', { cost: 9 })
  expect(showErrors([refused], () => 'id')).toEqual([refused])
})
