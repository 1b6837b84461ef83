/** Three questions to paste into GraphiQL, to see at once what this is about. */

export interface SampleQuery {
  readonly title: string
  readonly text: string
}

export const sampleQueries: readonly SampleQuery[] = [
  {
    title: 'Why was I charged this?',
    text:
      '{ sessions(first: 1) { edges { node { startedAt location { name } energyKwh ' +
      'invoice { number gross { amount currency } ' +
      'lines { label amount { amount } explanation { sentence } } payments { state } } } } } }',
  },
  {
    title: 'Which refunds wait for me?',
    text:
      '{ refunds(first: 5, filter: { states: [FOR_PERSON] }) { edges { node { id cause note ' +
      'asked { amount currency } findings { words } ' +
      'decision { clause { words } reservation } } } } }',
  },
  {
    title: 'Does the book balance?',
    text: '{ trialBalance { currency debit { amount } credit { amount } } }',
  },
]
