import type { Topic } from '@wattline/billing'

import { bundleEvents, type WaitingEvent } from './bundle.js'

const event = (id: number, topic: Topic, subjectId: string, operatorId = 'A'): WaitingEvent => ({
  id: String(id),
  operatorId,
  topic,
  subjectId,
})

const shape = (events: readonly WaitingEvent[], size = 3) =>
  [...bundleEvents(events, () => size)].flatMap(([topic, bundles]) =>
    bundles.map(({ jobId, bundle }) => {
      const subjects = bundle.subjects.map(each => `${each.subjectId}:${each.eventIds.join('+')}`)
      return `${topic} ${bundle.operatorId} ${jobId} ${subjects.join(' ')}`
    }),
  )

test('events travel together by topic and operator, in their order', () => {
  const events = [
    event(1, 'invoice', 's1'),
    event(2, 'collect', 'p1'),
    event(3, 'invoice', 's2', 'B'),
    event(4, 'invoice', 's3'),
  ]
  expect(shape(events)).toEqual([
    'invoice A invoice-1-4 s1:1 s3:4',
    'invoice B invoice-3 s2:3',
    'collect A collect-2 p1:2',
  ])
})

test('a bundle holds no more subjects than its topic allows', () => {
  const events = [1, 2, 3, 4].map(id => event(id, 'notice', `n${id}`))
  expect(shape(events)).toEqual(['notice A notice-1-3 n1:1 n2:2 n3:3', 'notice A notice-4 n4:4'])
})

test('several events about one subject are one piece of work', () => {
  const events = [event(1, 'collect', 'p'), event(2, 'collect', 'q'), event(3, 'collect', 'p')]
  expect(shape(events)).toEqual(['collect A collect-1-2 p:1+3 q:2'])
})

test('the same events make the same jobs, and a later event about a subject makes another', () => {
  const [first, later] = [event(1, 'collect', 'p'), event(2, 'collect', 'p')]
  expect(shape([first])).toEqual(shape([first]))
  expect(shape([first])).not.toEqual(shape([later]))
})
