import { Misuse, readArguments } from './arguments.js'

const needed = ['--tariff', 't.json', '--cdr', 'c.json', '--timezone', 'Europe/Berlin']

test('what is not given is English and unchanged', () => {
  expect(readArguments(needed)).toEqual({
    tariffs: ['t.json'],
    cdr: 'c.json',
    timeZone: 'Europe/Berlin',
    language: 'EN',
    changes: [],
    isJson: false,
  })
})

test.each([
  [['--without', '2'], { kind: 'without', elementIndex: 1 }],
  [['--without', '2.1'], { kind: 'without', elementIndex: 1, componentIndex: 0 }],
  [['--shift', '3h'], { kind: 'shift', seconds: 10_800 }],
  [['--shift', '1d2h3min4s'], { kind: 'shift', seconds: 93_784 }],
  [['--shift=-45min'], { kind: 'shift', seconds: -2700 }],
])('%j is a change of the session', (more, change) => {
  expect(readArguments([...needed, ...more])).toMatchObject({ changes: [change] })
})

test.each([
  [[], 'name the tariff'],
  [['--tariff', 't.json'], 'name the charge detail record'],
  [needed.slice(0, 4), 'name the zone'],
  [[...needed, '--timezone', 'Berlin'], 'Berlin is no IANA time zone'],
  [[...needed, '--lang', 'tlh'], '--lang tlh is none of: en, de, fr, nl'],
  [[...needed, '--without', '0'], '--without 0 is no element'],
  [[...needed, '--shift', 'later'], '--shift later is no length of time'],
  [[...needed, '--shift', ''], 'is no length of time'],
  [[...needed, '--verbose'], '--verbose'],
])('%j is misuse', (args, words) => {
  expect(() => readArguments(args)).toThrow(Misuse)
  expect(() => readArguments(args)).toThrow(words)
})
