/** Tells what every kind of answer means: only Adyen's own 4xx is a no. */

import { classify } from './classify.js'

const json = JSON.stringify
const error = (status: number, errorCode: string) =>
  json({ status, errorCode, message: 'm', errorType: 'validation' })
const again = { 'transient-error': 'true' }

test.each`
  what                      | status | headers  | text                      | kind
  ${'an answer'}            | ${200} | ${{}}    | ${json({ a: 1 })}         | ${'good'}
  ${'an answer'}            | ${201} | ${{}}    | ${json({ a: 1 })}         | ${'good'}
  ${'nothing, rightly'}     | ${204} | ${{}}    | ${''}                     | ${'good'}
  ${'an empty answer'}      | ${200} | ${{}}    | ${''}                     | ${'unknown'}
  ${'an empty object'}      | ${200} | ${{}}    | ${'{}'}                   | ${'unknown'}
  ${'half of an answer'}    | ${200} | ${{}}    | ${'{"pspReference":"A'}   | ${'unknown'}
  ${'null'}                 | ${200} | ${{}}    | ${'null'}                 | ${'unknown'}
  ${'a list'}               | ${200} | ${{}}    | ${'[]'}                   | ${'unknown'}
  ${'a validation error'}   | ${422} | ${{}}    | ${error(422, '167')}      | ${'refused'}
  ${'a wrong key'}          | ${401} | ${{}}    | ${error(401, '000')}      | ${'refused'}
  ${'a foreign account'}    | ${403} | ${{}}    | ${error(403, '901')}      | ${'refused'}
  ${'a proxy’s 403'}        | ${403} | ${{}}    | ${'<h1>no</h1>'}          | ${'unknown'}
  ${'another’s 404'}        | ${404} | ${{}}    | ${json({ error: 'x' })}   | ${'unknown'}
  ${'in progress'}          | ${422} | ${again} | ${error(422, '704')}      | ${'transient'}
  ${'in progress, bare'}    | ${409} | ${{}}    | ${error(409, '704')}      | ${'transient'}
  ${'no idempotency store'} | ${503} | ${again} | ${error(503, '703')}      | ${'transient'}
  ${'too many'}             | ${429} | ${{}}    | ${''}                     | ${'transient'}
  ${'a transient 500'}      | ${500} | ${again} | ${error(500, '905_3')}    | ${'transient'}
  ${'a 500 that is kept'}   | ${500} | ${{}}    | ${error(500, '905_1')}    | ${'unknown'}
  ${'a bad gateway'}        | ${502} | ${{}}    | ${'<h1>Bad gateway</h1>'} | ${'unknown'}
  ${'a redirect'}           | ${308} | ${{}}    | ${''}                     | ${'unknown'}
`('$what with HTTP $status is $kind', ({ status, headers, text, kind }) => {
  expect(classify({ status, headers, text }).kind).toBe(kind)
})

test('a refusal names status, code, words and, where there is one, the pspReference', () => {
  const text = json({ status: 422, errorCode: '101', message: 'Invalid card', pspReference: 'P' })
  expect(classify({ status: 422, headers: {}, text })).toEqual({
    kind: 'refused',
    errorCode: '422/101',
    message: 'Invalid card',
    pspReference: 'P',
  })
})
