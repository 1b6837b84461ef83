/** Tries what a host makes of a cell's words, above all of words that no sound cell would say. */

import type { PluginJob } from '@wattline/billing'
import { sampleInput } from '@wattline/plugin-sdk'

import { readOutcomes } from './read-outcomes.js'

const fee = { code: 'FEE', kind: 'SURCHARGE', on: 'SESSION', amount: 5, labelKey: 'fee' }
const inputs = [sampleInput([{}]), sampleInput([{}])]
const job: PluginJob = {
  operatorId: 'a',
  plugin: {
    hash: '',
    bundle: '',
    manifest: {
      id: 'fee',
      version: '1.0.0',
      contract: 1,
      author: 'Wattline',
      description: 'A fee.',
      phase: 'SURCHARGE',
      reads: {},
      series: {},
      emits: [{ code: 'FEE', kind: 'SURCHARGE', on: 'SESSION', bounds: [{ perSession: 5 }] }],
      cuts: [],
      params: { type: 'object', properties: {}, additionalProperties: false },
    },
  },
  params: {},
  inputs,
}
const read = (text: string) => readOutcomes(text, job, inputs)
const unreadable = {
  kind: 'FAILED',
  cause: 'bad-output',
  message: 'the cell gave no readable answer',
}

test('lines are applied, no lines are said so, failures keep their cause', () => {
  expect(read(JSON.stringify([[fee], []]))).toEqual([
    { kind: 'APPLIED', lines: [fee] },
    { kind: 'NO_LINES' },
  ])
  expect(read('[{"failed":"threw","message":"a"},{"failed":"load","message":"b"}]')).toEqual([
    { kind: 'FAILED', cause: 'threw', message: 'a' },
    { kind: 'FAILED', cause: 'load', message: 'b' },
  ])
})

test.each([
  '',
  'no JSON',
  '{}',
  'null',
  '[]',
  '[[],[],[]]',
  '[null,5]',
  '[{},{"failed":"timeout"}]',
])('a cell that says %p fails every session', text => {
  expect(read(text)).toEqual(
    [unreadable, unreadable].map(outcome =>
      expect.objectContaining({ ...outcome, message: expect.any(String) }),
    ),
  )
})

test('an answer that the cell let pass is judged again', () => {
  const [first, second] = read(`[[${JSON.stringify({ ...fee, amount: 6 })}],[{"__proto__":{}}]]`)
  expect(first).toMatchObject({
    cause: 'bad-output',
    message: 'FEE comes to 6, above its bound of 5',
  })
  expect(second).toMatchObject({ cause: 'bad-output' })
})

test('a message is cut to a length that a person reads', () => {
  const [first] = read(JSON.stringify([{ failed: 'threw', message: 'x'.repeat(999) }, []]))
  expect(first).toMatchObject({ message: 'x'.repeat(300) })
})
