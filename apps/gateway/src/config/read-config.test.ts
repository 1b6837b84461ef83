import { readConfig } from './read-config.js'

const good = {
  DATABASE_URL: 'postgres://wattline_gateway:secret@127.0.0.1:5432/wattline',
  ADYEN_HMAC_KEYS: `${'a1'.repeat(32)}, ${'B2'.repeat(32)}`,
  ADYEN_WEBHOOK_USER: 'adyen',
  ADYEN_WEBHOOK_PASSWORD: 'hook',
}

test('the fewest settings are enough, and the rest are the careful ones', () => {
  expect(readConfig(good)).toMatchObject({
    host: '127.0.0.1',
    port: 4000,
    hmacKeys: ['a1'.repeat(32), 'B2'.repeat(32)],
    merchantAccounts: [],
    environment: 'TEST',
    mode: 'production',
    allowLocalNotices: false,
    logLevel: 'info',
  })
})

test('every fault is named at once, and no secret is shown', () => {
  const read = () =>
    readConfig({
      ...good,
      DATABASE_URL: 'mysql://root:hush@db',
      ADYEN_HMAC_KEYS: 'zz',
      ADYEN_WEBHOOK_USER: ' ',
      ADYEN_ENVIRONMENT: 'live',
      PORT: '70000',
      QUOTE_SIGNING_KEY: 'no key at all',
    })
  expect(read).toThrow(/DATABASE_URL must begin/)
  expect(read).toThrow(/ADYEN_HMAC_KEYS: key 1/)
  expect(read).toThrow(/ADYEN_WEBHOOK_USER is not set/)
  expect(read).toThrow(/ADYEN_ENVIRONMENT is "live": use TEST or LIVE/)
  expect(read).toThrow(/PORT is "70000"/)
  expect(read).toThrow(/QUOTE_SIGNING_KEY is no Ed25519 private key/)
  expect(read).not.toThrow(/hush|zz|no key at all/)
})

test('local notice addresses are for development alone', () => {
  const asked = { ...good, ALLOW_LOCAL_NOTICES: 'true' }
  expect(() => readConfig(asked)).toThrow(/ALLOW_LOCAL_NOTICES goes with WATTLINE_MODE=development/)
  expect(readConfig({ ...asked, WATTLINE_MODE: 'development' }).allowLocalNotices).toBe(true)
})
