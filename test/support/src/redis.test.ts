import { testWith } from './missing.js'
import { testRedis } from './redis.js'
import { connectOnce, findProgram } from './redis-server.js'
import { startTestServices } from './services.js'

const program = findProgram('redis-server')

testWith(program, 'redis-server')('two tests on one Redis do not see each other', async () => {
  const services = await startTestServices()
  const before = process.env.WATTLINE_TEST_REDIS_URL
  process.env.WATTLINE_TEST_REDIS_URL ??= services.env.WATTLINE_TEST_REDIS_URL
  try {
    const [one, two] = await Promise.all([testRedis(), testRedis()])
    const clients = [connectOnce(String(one?.url)), connectOnce(String(two?.url))] as const
    await clients[0].set('guest', 'Ada')
    expect(await clients[0].get('guest')).toBe('Ada')
    expect(await clients[1].get('guest')).toBeNull()
    await one?.drop()
    expect(await clients[0].get('guest')).toBeNull()
    await two?.drop()
    for (const client of clients) client.disconnect()
  } finally {
    if (before === undefined) delete process.env.WATTLINE_TEST_REDIS_URL
    await services.stop()
  }
})

testWith(program, 'redis-server')('a Redis of a test’s own ends with its drop', async () => {
  const given = process.env.WATTLINE_TEST_REDIS_URL
  delete process.env.WATTLINE_TEST_REDIS_URL
  try {
    const redis = await testRedis()
    const client = connectOnce(String(redis?.url))
    expect(await client.ping()).toBe('PONG')
    const ended = new Promise(resolve => client.once('end', resolve))
    await redis?.drop()
    await ended
  } finally {
    if (given !== undefined) process.env.WATTLINE_TEST_REDIS_URL = given
  }
})
