import { environmentsOf } from './environment.js'

const databaseUrls = {
  ownerUrl: 'postgres://owner@db/w',
  gatewayUrl: 'postgres://gateway@db/w',
  workerUrl: 'postgres://worker@db/w',
}
const secrets = {
  webhookHmacKey: 'AB12',
  webhookUser: 'adyen',
  webhookPassword: 'p1',
  simulatorApiKey: 'k1',
  gatewayRolePassword: 'role-secret-1',
  workerRolePassword: 'role-secret-2',
}
const ports = { gateway: 4000, simulator: 4010 }
const facts = { databaseUrls, ports, secrets, simulatorJournal: '/s/simulator.journal' }

test('each process gets its own database role, and the gateway never the owner’s', () => {
  const { gateway, worker, simulator } = environmentsOf(facts)
  expect(gateway.DATABASE_URL).toBe(databaseUrls.gatewayUrl)
  expect(worker.DATABASE_URL).toBe(databaseUrls.workerUrl)
  for (const service of [gateway, worker]) {
    expect(Object.values(service)).not.toContain(databaseUrls.ownerUrl)
  }
  expect(Object.keys(simulator).filter(name => name.includes('DATABASE'))).toEqual([])
})

test('both ends of a webhook agree on address, login and key', () => {
  const { gateway, simulator } = environmentsOf(facts)
  expect(simulator.SIMULATOR_WEBHOOK_URL).toBe('http://127.0.0.1:4000/webhooks/adyen')
  expect(simulator.SIMULATOR_WEBHOOK_USER).toBe(gateway.ADYEN_WEBHOOK_USER)
  expect(simulator.SIMULATOR_WEBHOOK_PASSWORD).toBe(gateway.ADYEN_WEBHOOK_PASSWORD)
  expect(gateway.ADYEN_HMAC_KEYS?.split(',')).toContain(simulator.ADYEN_HMAC_KEY)
})

test('the worker pays at the simulator and says that it is no live one', () => {
  const { worker, simulator } = environmentsOf(facts)
  expect(worker.ADYEN_BASE_URL).toBe(`http://127.0.0.1:${simulator.SIMULATOR_PORT}`)
  expect(worker.ADYEN_API_KEY).toBe(simulator.SIMULATOR_API_KEY)
  expect(worker.ADYEN_ENVIRONMENT).toBe('TEST')
})

test('a Redis is named to those who queue, only where there is one', () => {
  expect(environmentsOf(facts).worker).not.toHaveProperty('REDIS_URL')
  const { gateway, worker, simulator } = environmentsOf({ ...facts, redisUrl: 'redis://r' })
  expect([gateway.REDIS_URL, worker.REDIS_URL]).toEqual(['redis://r', 'redis://r'])
  expect(simulator).not.toHaveProperty('REDIS_URL')
})
