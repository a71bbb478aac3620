import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clientAddressOf } from '../../../lambda/platform/http/client-address.ts';

const clientOf = (
  sourceIp: string,
  forwarded: string | undefined,
  proxies: readonly string[] = ['203.0.113.0/24', '2001:db8:aaaa::/48'],
  viewer?: readonly string[],
) =>
  clientAddressOf(
    {
      headers: forwarded === undefined ? {} : { 'X-Forwarded-For': forwarded },
      multiValueHeaders: viewer === undefined ? null : { 'X-Custos-Viewer': [...viewer] },
      requestContext: { identity: { sourceIp } },
    },
    { publicRequests: { callsPerHour: { perClient: 1, inAll: 1 }, proxies: [...proxies] } },
  );

test.each([
  ['no header', '203.0.113.9', undefined, '203.0.113.9'],
  ['a caller that is no proxy', '198.51.100.1', '192.0.2.7', '198.51.100.1'],
  ['a proxy', '203.0.113.9', '192.0.2.7', '192.0.2.7'],
  ['what the client wrote before', '203.0.113.9', '10.1.1.1, 192.0.2.7', '192.0.2.7'],
  ['two proxies', '203.0.113.9', '10.1.1.1, 192.0.2.7, 203.0.113.8', '192.0.2.7'],
  ['a gateway that repeats the caller', '203.0.113.9', '192.0.2.7, 203.0.113.9', '192.0.2.7'],
  ['IPv6', '2001:db8:aaaa::1', '2001:db8:bbbb::2', '2001:db8:bbbb::2'],
  ['IPv4 as IPv6', '203.0.113.9', '::ffff:192.0.2.7', '192.0.2.7'],
  ['a word', '203.0.113.9', '192.0.2.7, unknown', '203.0.113.9'],
  ['proxies alone', '203.0.113.9', '203.0.113.8', '203.0.113.8'],
])('%s: %s with %s is %s', (_, from, forwarded, client) => {
  expect(clientOf(from, forwarded)).toBe(client);
});

test('without a proxy in the policy no header changes who the client is', () => {
  fc.assert(
    fc.property(fc.ipV4(), fc.string(), (from, forwarded) => {
      expect(clientOf(from, forwarded, [])).toBe(from);
    }),
  );
});

test('whatever a client writes, a proxy in front of it decides', () => {
  const foreign = fc.ipV4().filter((address) => !address.startsWith('203.0.113.'));
  fc.assert(
    fc.property(foreign, fc.array(fc.oneof(fc.ipV4(), fc.ipV6(), fc.string())), (client, wrote) => {
      expect(clientOf('203.0.113.9', [...wrote, client].join(', '))).toBe(client);
    }),
  );
});

test.each([
  ['the viewer', ['192.0.2.7'], '192.0.2.7'],
  ['IPv6', ['2001:db8::7'], '2001:db8::7'],
  ['two addresses, which no distribution sends', ['192.0.2.7', '192.0.2.8'], '203.0.113.9'],
  ['a word', ['unknown'], '203.0.113.9'],
])('through the pages %s counts', (_, viewer, client) => {
  expect(clientOf('203.0.113.9', undefined, [], viewer)).toBe(client);
});
