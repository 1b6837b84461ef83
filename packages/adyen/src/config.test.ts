/** Reads configurations, and tells all that is wrong with them. */

import { AdyenHttp } from './client.js'
import { readAdyenConfig, readHmacKeys } from './config.js'

test('a test configuration needs a key and nothing else', () => {
  expect(readAdyenConfig({ ADYEN_API_KEY: 'k' })).toEqual({
    config: { environment: 'TEST', apiKey: 'k', timeoutMs: 10_000 },
  })
})

test('a simulator and a live account are read with their addresses', () => {
  const simulated = { ADYEN_API_KEY: 'k', ADYEN_BASE_URL: 'http://127.0.0.1:8081' }
  expect(readAdyenConfig(simulated)).toMatchObject({ config: { baseUrl: 'http://127.0.0.1:8081' } })
  const live = {
    ADYEN_ENVIRONMENT: 'LIVE',
    ADYEN_API_KEY: 'k',
    ADYEN_LIVE_PREFIX: '1797a841fbb37ca7-Wattline',
    ADYEN_TIMEOUT_MS: '4000',
  }
  expect(readAdyenConfig(live)).toEqual({
    config: {
      environment: 'LIVE',
      apiKey: 'k',
      liveEndpointUrlPrefix: '1797a841fbb37ca7-Wattline',
      timeoutMs: 4000,
    },
  })
})

test('every fault is named at once', () => {
  const read = readAdyenConfig({
    ADYEN_ENVIRONMENT: 'live',
    ADYEN_BASE_URL: 'http://127.0.0.1:8081/v72',
    ADYEN_TIMEOUT_MS: '10s',
  })
  expect(read).toEqual({
    faults: [
      expect.stringMatching(/^ADYEN_ENVIRONMENT: must be TEST or LIVE, not live/),
      expect.stringMatching(/^ADYEN_API_KEY: is missing/),
      expect.stringMatching(/^ADYEN_BASE_URL: must be scheme, host and port alone/),
      expect.stringMatching(/^ADYEN_TIMEOUT_MS: must be a whole number/),
    ],
  })
})

test('a simulator is refused together with LIVE, in the environment and in the client', () => {
  const env = {
    ADYEN_ENVIRONMENT: 'LIVE',
    ADYEN_API_KEY: 'k',
    ADYEN_LIVE_PREFIX: 'abc-Company',
    ADYEN_BASE_URL: 'http://127.0.0.1:8081',
  }
  const message = /ADYEN_BASE_URL: must not be set with ADYEN_ENVIRONMENT=LIVE/
  expect(readAdyenConfig(env)).toEqual({ faults: [expect.stringMatching(message)] })
  const config = {
    environment: 'LIVE' as const,
    apiKey: 'k',
    liveEndpointUrlPrefix: 'abc-Company',
    baseUrl: 'http://127.0.0.1:8081',
    timeoutMs: 1,
  }
  expect(() => new AdyenHttp(config)).toThrow(message)
})

test('LIVE without the company’s prefix is refused at once, not at the first payment', () => {
  const read = readAdyenConfig({ ADYEN_ENVIRONMENT: 'LIVE', ADYEN_API_KEY: 'k' })
  expect(read).toEqual({ faults: [expect.stringMatching(/^ADYEN_LIVE_PREFIX: is missing/)] })
})

const keyA = 'ab'.repeat(32)
const keyB = 'CD'.repeat(32)

test('the old and the new signing key stand side by side', () => {
  expect(readHmacKeys({ ADYEN_HMAC_KEY: `${keyA}, ${keyB}` })).toEqual({ hmacKeys: [keyA, keyB] })
})

test.each([[undefined], [''], ['secret'], [`${keyA},xyz`]])('%s is no signing key', key => {
  expect(readHmacKeys({ ADYEN_HMAC_KEY: key })).toHaveProperty('faults')
})
