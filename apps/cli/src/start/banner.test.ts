import { bannerOf } from './banner.js'

const stack = {
  gatewayUrl: 'http://127.0.0.1:4000',
  simulatorUrl: 'http://127.0.0.1:43210',
  simulatorApiKey: 'k1',
  databaseUrls: {
    ownerUrl: 'postgres://wattline:hush@127.0.0.1:5433/wattline',
    gatewayUrl: '',
    workerUrl: '',
  },
  sampleWorld: { keys: [{ name: 'Key of Nord Strom', key: 'wl_test_1' }] },
  stop: async () => {},
}
const around = { folder: '.wattline', usual: { gateway: 4000, simulator: 4010 }, isEmbedded: true }

test('the banner says where to look and with which key, and no password', () => {
  const banner = bannerOf(stack, around)
  expect(banner).toContain('http://127.0.0.1:4000/graphql')
  expect(banner).toMatch(/Key of Nord Strom +wl_test_1/)
  expect(banner).toContain('127.0.0.1:5433/wattline (password in .wattline/postgres/password)')
  expect(banner).not.toContain('hush')
})

test('a port other than the usual one is pointed out', () => {
  const banner = bannerOf(stack, around)
  expect(banner).toContain('The simulator is on port 43210 instead of 4010.')
  expect(banner).not.toContain('The gateway is on port')
})
