import { describe, expect, test } from 'vitest';
import {
  isLoopbackAddress,
  isPublicAddress,
} from '../../../lambda/platform/webhook/public-address.ts';

describe('an address that no webhook is sent to', () => {
  test.each([
    ['credentials of a role', '169.254.169.254'],
    ['credentials of a task', '169.254.170.2'],
    ['credentials of a role over IPv6', 'fd00:ec2::254'],
    ['link-local', '169.254.0.1'],
    ['link-local over IPv6', 'fe80::1'],
    ['link-local with a zone', 'fe80::1%eth0'],
    ['private', '10.0.0.1'],
    ['private', '172.16.0.1'],
    ['private, the last', '172.31.255.255'],
    ['private', '192.168.1.1'],
    ['unique local', 'fc00::1'],
    ['site-local, deprecated', 'fec0::1'],
    ['shared by carriers', '100.64.0.1'],
    ['shared by carriers, the last', '100.127.255.255'],
    ['loopback', '127.0.0.1'],
    ['loopback', '127.255.255.254'],
    ['loopback over IPv6', '::1'],
    ['unspecified', '0.0.0.0'],
    ['unspecified', '::'],
    ['IPv4-mapped', '::ffff:169.254.169.254'],
    ['IPv4-mapped, a public one as well', '::ffff:8.8.8.8'],
    ['IPv4-mapped in hexadecimal', '::ffff:a9fe:a9fe'],
    ['IPv4-compatible', '::169.254.169.254'],
    ['NAT64', '64:ff9b::169.254.169.254'],
    ['NAT64 of a network', '64:ff9b:1::1'],
    ['6to4 of 10.0.0.1', '2002:a00:1::'],
    ['Teredo', '2001::1'],
    ['ORCHIDv2', '2001:20::1'],
    ['documentation', '192.0.2.1'],
    ['documentation', '198.51.100.1'],
    ['documentation', '203.0.113.1'],
    ['documentation over IPv6', '2001:db8::1'],
    ['documentation over IPv6', '3fff::1'],
    ['benchmarks', '198.18.0.1'],
    ['benchmarks, the last', '198.19.255.255'],
    ['protocol assignments', '192.0.0.8'],
    ['multicast', '224.0.0.1'],
    ['multicast over IPv6', 'ff02::1'],
    ['reserved', '240.0.0.1'],
    ['broadcast', '255.255.255.255'],
    ['discard-only', '100::1'],
    ['segment routing', '5f00::1'],
    ['no address', 'example.com'],
    ['no address', '0x7f000001'],
    ['nothing', ''],
  ])('is %s: %s', (_what, address) => {
    expect(isPublicAddress(address)).toBe(false);
  });
});

test.each([
  '1.1.1.1',
  '9.255.255.255',
  '11.0.0.0',
  '100.63.255.255',
  '100.128.0.0',
  '169.253.255.255',
  '172.15.255.255',
  '172.32.0.0',
  '192.167.255.255',
  '198.17.255.255',
  '223.255.255.255',
  '2606:4700:4700::1111',
  '2a00:1450:4001::1',
  '2001:4860:4860::8888',
])('%s is public', (address) => {
  expect(isPublicAddress(address)).toBe(true);
});

test.each([
  ['127.0.0.1', true],
  ['127.1.2.3', true],
  ['::1', true],
  ['10.0.0.1', false],
  ['::ffff:127.0.0.1', false],
  ['169.254.169.254', false],
])('%s is this machine: %s', (address, isHere) => {
  expect(isLoopbackAddress(address)).toBe(isHere);
});
