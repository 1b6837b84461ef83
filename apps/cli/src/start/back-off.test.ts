import { backOffMs, countFailure, steadyAfterMs } from './back-off.js'

test.each`
  failures | waitMs
  ${1}     | ${200}
  ${2}     | ${400}
  ${3}     | ${800}
  ${8}     | ${25_600}
  ${9}     | ${30_000}
  ${5000}  | ${30_000}
`('after $failures failures in a row the wait is $waitMs ms', ({ failures, waitMs }) => {
  expect(backOffMs(failures)).toBe(waitMs)
})

test('failures add up until a part has been up long enough', () => {
  expect(countFailure(4, steadyAfterMs - 1)).toBe(5)
  expect(countFailure(4, steadyAfterMs)).toBe(1)
})
