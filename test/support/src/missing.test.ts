import { missing } from './missing.js'

const before = process.env.WATTLINE_FORBID_SKIPS

afterEach(() => {
  if (before === undefined) delete process.env.WATTLINE_FORBID_SKIPS
  else process.env.WATTLINE_FORBID_SKIPS = before
})

test('a missing part is undefined where skipping is allowed', () => {
  delete process.env.WATTLINE_FORBID_SKIPS
  expect(missing('redis-server')).toBeUndefined()
})

test('a missing part is a fault where skipping is forbidden, and the fault names it', () => {
  process.env.WATTLINE_FORBID_SKIPS = '1'
  expect(() => missing('redis-server')).toThrow('There is no redis-server')
})
