import { BlockList, isIP } from 'node:net';

/*
 * The special-purpose registries of IANA (RFC 6890), as of RFC 9637: what is not globally reachable,
 * or leads to an IPv4 address inside an IPv6 address.
 * https://www.iana.org/assignments/iana-ipv4-special-registry
 * https://www.iana.org/assignments/iana-ipv6-special-registry
 */
const specialIpv4: readonly (readonly [network: string, prefix: number])[] = [
  ['0.0.0.0', 8], // this network
  ['10.0.0.0', 8], // private
  ['100.64.0.0', 10], // shared by carriers (CGNAT)
  ['127.0.0.0', 8], // loopback
  ['169.254.0.0', 16], // link-local: 169.254.169.254 has credentials of the role
  ['172.16.0.0', 12], // private
  ['192.0.0.0', 24], // protocol assignments
  ['192.0.2.0', 24], // documentation
  ['192.88.99.0', 24], // relays of 6to4, deprecated
  ['192.168.0.0', 16], // private
  ['198.18.0.0', 15], // benchmarks
  ['198.51.100.0', 24], // documentation
  ['203.0.113.0', 24], // documentation
  ['224.0.0.0', 4], // multicast
  ['240.0.0.0', 4], // reserved, and broadcast
];

/**
 * Global unicast is 2000::/3 alone (RFC 4291 section 2.4). Outside of it are loopback, link-local,
 * unique local (fd00:ec2::254 has credentials of the role), multicast, IPv4-mapped and NAT64 addresses.
 */
const globalIpv6 = ['2000::', 3] as const;
const specialIpv6: readonly (readonly [network: string, prefix: number])[] = [
  ['2001::', 23], // protocol assignments: Teredo, ORCHIDv2, benchmarks
  ['2001:db8::', 32], // documentation
  ['2002::', 16], // 6to4
  ['3fff::', 20], // documentation
];

const blockedIpv4 = listOf('ipv4', specialIpv4);
const reachableIpv6 = listOf('ipv6', [globalIpv6]);
const blockedIpv6 = listOf('ipv6', specialIpv6);
const loopbackIpv4 = listOf('ipv4', [['127.0.0.0', 8]]);

/** Whether an IP address is one of the public internet. What is not an address is not. */
export function isPublicAddress(address: string): boolean {
  switch (isIP(address)) {
    case 4:
      return !blockedIpv4.check(address, 'ipv4');
    case 6:
      return reachableIpv6.check(address, 'ipv6') && !blockedIpv6.check(address, 'ipv6');
    default:
      return false;
  }
}

/** Whether it is this machine. */
export const isLoopbackAddress = (address: string): boolean =>
  isIP(address) === 4 ? loopbackIpv4.check(address, 'ipv4') : address === '::1';

function listOf(
  family: 'ipv4' | 'ipv6',
  networks: readonly (readonly [network: string, prefix: number])[],
): BlockList {
  const list = new BlockList();
  for (const [network, prefix] of networks) list.addSubnet(network, prefix, family);
  return list;
}
