/**
 * Where notices may go: public https addresses alone, so that nobody has us post into a network
 * that only we can reach.
 */

import { BlockList, isIP } from 'node:net'

export interface AddressRules {
  /** Also `http:` and addresses of this machine or its network: for trials on one's own machine. */
  readonly allowLocal: boolean
}

/** What is wrong with an address for a partner's notices; undefined when nothing is. */
export function noticeAddressFault(text: string, rules: AddressRules): string | undefined {
  if (!URL.canParse(text)) return 'An address that begins with https://'
  const url = new URL(text)
  const isPlain = rules.allowLocal && url.protocol === 'http:'
  if (url.protocol !== 'https:' && !isPlain) return 'An address that begins with https://'
  if (url.username !== '' || url.password !== '') {
    return 'An address without a user or password: notices are signed'
  }
  if (rules.allowLocal) return undefined
  const host = hostOf(url)
  const isLocalName = host === 'localhost' || /(^|\.)(localhost|local|internal)\.?$/.test(host)
  const isPublic = isIP(host) === 0 ? !isLocalName : isPublicAddress(host)
  return isPublic ? undefined : 'An address that the whole internet can reach'
}

/** The host of an address as names are resolved by: an IPv6 address without its brackets. */
function hostOf(url: URL): string {
  return url.hostname.replace(/^\[(.*)\]$/, '$1')
}

/**
 * Whether an IP address is reached over the public internet: not private, loopback, link-local,
 * unique-local, multicast, documentation, nor a cloud's own service.
 */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address)
  if (family === 4) return !notPublic.check(address, 'ipv4')
  // Of IPv6 only 2000::/3 is handed out; what wraps an IPv4 address is not followed.
  return family === 6 && globalUnicast.check(address, 'ipv6') && !notPublic.check(address, 'ipv6')
}

/** IANA special-purpose address registries (RFC 6890), and 168.63.129.16, Azure's host agent. */
const notPublic = new BlockList()
for (const [net, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['168.63.129.16', 32],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const) {
  notPublic.addSubnet(net, prefix, 'ipv4')
}
for (const [net, prefix] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const) {
  notPublic.addSubnet(net, prefix, 'ipv6')
}

const globalUnicast = new BlockList()
globalUnicast.addSubnet('2000::', 3, 'ipv6')
