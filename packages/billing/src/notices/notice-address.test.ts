/** Which addresses notices may go to, whatever way they are written. */

import { isPublicAddress, noticeAddressFault } from './notice-address.js'

const strict = { allowLocal: false }
const local = { allowLocal: true }

test.each([
  'https://partner.example/notices',
  'https://partner.example:8443/a?b=c',
  'https://8.8.8.8/x',
  'https://[2a00:1450:4001:82a::200e]/x',
])('%s may be posted to', url => {
  expect(noticeAddressFault(url, strict)).toBeUndefined()
})

test.each([
  ['no address', 'partner.example'],
  ['plain http', 'http://partner.example/x'],
  ['a file', 'file:///etc/passwd'],
  ['a user and password', 'https://user:pass@partner.example/x'],
  ['a user in front of another host', 'https://partner.example@10.0.0.1/x'],
  ['this machine by name', 'https://localhost/x'],
  ['a name inside this machine', 'https://api.localhost/x'],
  ['a name with a dot at its end', 'https://localhost./x'],
  ['a printer’s kind of name', 'https://nas.local/x'],
  ['a cloud’s metadata by name', 'https://metadata.google.internal/x'],
  ['this machine', 'https://127.0.0.1/x'],
  ['this machine as one number', 'https://2130706433/x'],
  ['this machine in octal', 'https://0177.0.0.1/x'],
  ['this machine in hexadecimal', 'https://0x7f.1/x'],
  ['this machine by IPv6', 'https://[::1]/x'],
  ['this machine inside IPv6', 'https://[::ffff:127.0.0.1]/x'],
  ['a cloud’s metadata', 'https://169.254.169.254/latest/meta-data/'],
  ['a private network', 'https://10.1.2.3/x'],
  ['a unique local address', 'https://[fd00:ec2::254]/x'],
])('%s is refused', (_what, url) => {
  expect(noticeAddressFault(url, strict)).toEqual(expect.any(String))
})

test('on one’s own machine plain http and local addresses will do, other schemes never', () => {
  expect(noticeAddressFault('http://127.0.0.1:9000/notices', local)).toBeUndefined()
  expect(noticeAddressFault('http://localhost:9000/notices', local)).toBeUndefined()
  expect(noticeAddressFault('ftp://localhost/x', local)).toEqual(expect.any(String))
  expect(noticeAddressFault('http://user:pass@localhost/x', local)).toEqual(expect.any(String))
})

test.each`
  address                | is
  ${'8.8.8.8'}           | ${true}
  ${'100.63.255.255'}    | ${true}
  ${'100.64.0.1'}        | ${false}
  ${'100.100.100.200'}   | ${false}
  ${'172.15.255.255'}    | ${true}
  ${'172.31.255.255'}    | ${false}
  ${'172.32.0.1'}        | ${true}
  ${'192.168.0.1'}       | ${false}
  ${'169.254.169.254'}   | ${false}
  ${'168.63.129.16'}     | ${false}
  ${'0.0.0.0'}           | ${false}
  ${'224.0.0.1'}         | ${false}
  ${'255.255.255.255'}   | ${false}
  ${'2a00:1450::1'}      | ${true}
  ${'::'}                | ${false}
  ${'::1'}               | ${false}
  ${'::ffff:8.8.8.8'}    | ${false}
  ${'64:ff9b::a00:1'}    | ${false}
  ${'2002:a00:1::'}      | ${false}
  ${'2001:0:53aa:64c::'} | ${false}
  ${'2001:db8::1'}       | ${false}
  ${'fc00::1'}           | ${false}
  ${'fe80::1'}           | ${false}
  ${'ff02::1'}           | ${false}
  ${'partner.example'}   | ${false}
`('$address is public: $is', ({ address, is }) => {
  expect(isPublicAddress(address)).toBe(is)
})
