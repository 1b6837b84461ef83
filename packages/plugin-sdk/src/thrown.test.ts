/** Tries that a thrown error names the author's own file, and no other. */

import { describeThrown, placeInStack } from './thrown.js'

const stackOf = (...frames: string[]) => ['RangeError: no', ...frames].join('\n')

test.each([
  [['    at price (file:///at/idle/src/plugin.ts:12:5)'], 'src/plugin.ts:12:5'],
  [
    ['    at price (C:\\idle\\plugin.js:1:2)', '    at /x/src/deep/rule.ts:3:4'],
    'C:\\idle\\plugin.js:1:2',
  ],
  [['    at /at/idle.js:7:9'], 'idle.js:7:9'],
  [
    [
      '    at minuteOf (/at/packages/plugin-sdk/dist/clock.js:10:11)',
      '    at Array.map (<anonymous>)',
      '    at price (/at/src/plugin.ts:4:2)',
    ],
    'src/plugin.ts:4:2',
  ],
  [['    at node:internal/vm:1:2'], undefined],
  [['    at Array.map (<anonymous>)'], undefined],
])('%j is at %s', (frames, place) => {
  expect(placeInStack(stackOf(...frames))).toBe(place)
})

test('what is thrown is named, errors with their place', () => {
  const error = new TypeError('no price')
  error.stack = stackOf('    at price (/at/src/plugin.ts:12:5)')
  expect(describeThrown(error)).toBe('TypeError: no price, at src/plugin.ts:12:5')
  error.stack = 'TypeError: no price'
  expect(describeThrown(error)).toBe('TypeError: no price')
  expect(describeThrown('just text')).toBe('just text')
})
