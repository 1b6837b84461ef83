import { settingArguments } from './settings.js'

test('an ordinary server keeps Postgres’ durability and listens on loopback without TLS', () => {
  const args = settingArguments(5433, { throwaway: false, settings: {} })
  expect(args).toEqual(expect.arrayContaining(['listen_addresses=127.0.0.1', 'ssl=off']))
  expect(args).toContain('port=5433')
  expect(args.join(' ')).not.toMatch(/fsync|synchronous_commit|full_page_writes/)
})

test('a throwaway server gives durability up', () => {
  const args = settingArguments(5433, { throwaway: true, settings: {} })
  expect(args).toEqual(
    expect.arrayContaining(['fsync=off', 'synchronous_commit=off', 'full_page_writes=off']),
  )
})

test('the caller’s settings win over ours, but not over the port', () => {
  const settings = { max_connections: '7', port: '1' }
  const args = settingArguments(5433, { throwaway: true, settings })
  expect(args).toContain('max_connections=7')
  expect(args.filter(each => each.startsWith('port='))).toEqual(['port=5433'])
})
