import { readWorkerConfig } from './config.js'

const good = {
  DATABASE_URL: 'postgres://wattline_worker:secret@127.0.0.1:5432/wattline',
  ADYEN_API_KEY: 'key',
  ADYEN_BASE_URL: 'http://127.0.0.1:4010',
}

test('the least environment is enough, and what is absent has a value that is safe', () => {
  const config = readWorkerConfig(good)
  expect(config).toMatchObject({
    databaseUrl: good.DATABASE_URL,
    queueDatabaseUrl: good.DATABASE_URL,
    redisUrl: undefined,
    logLevel: 'info',
    mode: 'production',
    allowLocalNotices: false,
    healthPort: undefined,
  })
  expect(config.adyen).toMatchObject({ environment: 'TEST', apiKey: 'key' })
})

test('every fault is told at once', () => {
  const env = {
    REDIS_URL: 'http://x',
    LOG_LEVEL: 'loud',
    WATTLINE_MODE: 'demo',
    HEALTH_PORT: '99999',
    ADYEN_ENVIRONMENT: 'BETA',
  }
  const read = () => readWorkerConfig(env)
  for (const name of [
    'DATABASE_URL',
    'REDIS_URL',
    'LOG_LEVEL',
    'WATTLINE_MODE',
    'HEALTH_PORT',
    'ADYEN_ENVIRONMENT',
    'ADYEN_API_KEY',
  ]) {
    expect(read).toThrow(new RegExp(`^  ${name}: `, 'm'))
  }
})

test('a faulty address is named without its password', () => {
  const read = () => readWorkerConfig({ ...good, QUEUE_DATABASE_URL: 'mysql://u:hunter2@h/db' })
  expect(read).toThrow('QUEUE_DATABASE_URL: must be an address that starts with postgres://')
  expect(read).not.toThrow('hunter2')
})

test('notices stay out of one’s own network, but in development when it is asked for', () => {
  const env = { ...good, ALLOW_LOCAL_NOTICES: 'true' }
  expect(() => readWorkerConfig(env)).toThrow('ALLOW_LOCAL_NOTICES')
  const tried = { ...env, WATTLINE_MODE: 'development' }
  expect(readWorkerConfig(tried).allowLocalNotices).toBe(true)
  expect(readWorkerConfig({ ...good, WATTLINE_MODE: 'development' }).allowLocalNotices).toBe(false)
})

test('a simulator and live money do not go together', () => {
  const env = { ...good, ADYEN_ENVIRONMENT: 'LIVE', ADYEN_LIVE_PREFIX: '1797a841fbb37ca7-Wattline' }
  expect(() => readWorkerConfig(env)).toThrow('ADYEN_BASE_URL')
})
