import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { holdsAddress } from '../../lambda/record/model/addresses.ts';
import type { Minimised } from '../../lambda/record/minimise.ts';
import { minimise } from '../../lambda/record/minimise.ts';
import { shipped } from '../retention/retention-fixture.ts';

const pseudonym = (value: string) => Promise.resolve(`p1.${value.length}`);
const ofLog = (content: unknown): Promise<Minimised> =>
  minimise(shipped, 'usage-log', content, { pseudonym });
const retained = (content: unknown) => ({ kind: 'minimised', content });
const network = async (ip: string) => {
  const result = await ofLog({ ip });
  return result.kind === 'minimised' ? (result.content as { ip: string }).ip : result.kind;
};

describe('GDPR Art. 5(1)(c): of an address a log keeps the network', () => {
  test.each([
    ['203.0.113.77', '203.0.113.0'],
    [' 10.1.2.255 ', '10.1.2.0'],
    ['2001:db8:1234:5678:9abc:def0:1:2', '2001:db8:1234::'],
    ['2001:DB8::1', '2001:db8::'],
    ['2001:0db8:0000:0001::9', '2001:db8::'],
    ['fe80::1%eth0', 'fe80::'],
    ['::1', '::'],
    ['1:2:3:4:5:6:7:8', '1:2:3::'],
    ['203.0.113.77:443', '203.0.113.0'],
    ['[2001:db8::1]:443', '2001:db8::'],
    ['203.0.113.77/32', '203.0.113.0'],
    // RFC 4291 section 2.5.5.2: an IPv4 address in other clothes.
    ['::ffff:203.0.113.77', '203.0.113.0'],
    ['::ffff:cb00:714d', '203.0.113.0'],
    // RFC 3056 section 2: the 32 bits after 2002 are one.
    ['2002:cb00:714d:1::5', '2002:cb00:7100::'],
  ])('%s becomes %s', async (ip, expected) => {
    expect(await network(ip)).toBe(expected);
  });

  test.each([
    '',
    'localhost',
    '203.0.113',
    '203.0.113.256',
    '2001:db8',
    '::ffff:1.2.3.4.5',
    '1::2::3',
  ])('what is no address (%s) is refused', async (ip) => {
    expect(await ofLog({ ip })).toEqual({
      kind: 'not-minimised',
      faults: [{ pointer: '/ip', by: 'truncate-ip' }],
    });
  });

  test.each([[['203.0.113.77']], [{ v4: '203.0.113.77' }], [3405803853], [true]])(
    'and so is %j, which is no text',
    async (ip) => {
      expect((await ofLog({ ip })).kind).toBe('not-minimised');
    },
  );
});

describe('GDPR Art. 4(5): a device is known by a pseudonym', () => {
  const known = `p1.${'a'.repeat(43)}`;
  const corrected = (deviceId: string, stored: unknown) =>
    minimise(shipped, 'usage-log', { deviceId }, { pseudonym, stored });

  test('which stays the same when a correction brings it back', async () => {
    expect(await corrected(known, { deviceId: known })).toEqual(retained({ deviceId: known }));
  });

  test.each([
    ['nothing', undefined],
    ['another', { deviceId: `p1.${'b'.repeat(43)}` }],
  ])('and is a name like others where %s is stored', async (_, stored) => {
    expect(await corrected(known, stored)).toEqual(retained({ deviceId: 'p1.46' }));
  });

  test('what was stored before it had to be minimised is minimised now', async () => {
    expect(await corrected('device-1', { deviceId: 'device-1' })).toEqual(
      retained({ deviceId: 'p1.8' }),
    );
  });

  test.each(['device-1', 4711])('%j', async (deviceId) => {
    expect(await ofLog({ deviceId, at: 1 })).toEqual(
      retained({ deviceId: `p1.${String(deviceId).length}`, at: 1 }),
    );
  });

  test.each([[['device-1']], [{ id: 'device-1' }], [true]])('%j is refused', async (deviceId) => {
    expect(await ofLog({ deviceId, ip: 'nowhere' })).toEqual({
      kind: 'not-minimised',
      faults: [
        { pointer: '/ip', by: 'truncate-ip' },
        { pointer: '/deviceId', by: 'pseudonymise' },
      ],
    });
  });
});

test.each([[{}], [{ ip: null }], ['a line of a log'], [null], [[1, 2]]])(
  'a field that is not there is no error: %j',
  async (content) => {
    expect(await ofLog(content)).toEqual(retained(content));
  },
);

test('other categories are stored as they were sent', async () => {
  const content = { ip: '203.0.113.77' };

  expect(await minimise(shipped, 'feedback', content, { pseudonym })).toEqual(retained(content));
  expect(await minimise(shipped, 'constructor', content, { pseudonym })).toEqual(retained(content));
});

describe('a pointer', () => {
  const policy = (field: string, unclassified?: { treatAs: string }) => ({
    categories: {
      'usage-log': {
        ...shipped.categories['usage-log']!,
        minimise: [{ field, by: 'truncate-ip' as const }],
      },
    },
    unclassified,
    texts: shipped.texts,
  });

  test('reaches into objects and lists, and leaves the rest and the caller’s object alone', async () => {
    const content = { hops: [{ to: 'a' }, { ip: '203.0.113.77', via: 'b' }], n: 1 };
    const before = structuredClone(content);

    expect(await minimise(policy('/hops/1/ip'), 'usage-log', content, { pseudonym })).toEqual(
      retained({ hops: [{ to: 'a' }, { ip: '203.0.113.0', via: 'b' }], n: 1 }),
    );
    expect(content).toEqual(before);
  });

  test.each(['/hops/9/ip', '/hops/x/ip', '/n/ip', '/toString/ip'])(
    'that leads nowhere (%s) changes nothing',
    async (field) => {
      const content = { hops: [{ to: 'a' }], n: 1 };

      expect(await minimise(policy(field), 'usage-log', content, { pseudonym })).toEqual(
        retained(content),
      );
    },
  );

  test('holds for what unclassified content is treated as', async () => {
    const rules = policy('/ip', { treatAs: 'usage-log' });

    expect(await minimise(rules, 'unclassified', { ip: '203.0.113.77' }, { pseudonym })).toEqual(
      retained({ ip: '203.0.113.0' }),
    );
  });
});

describe('what the policy does not name is found by the names of fields, at any depth', () => {
  const addressed = [
    ...['ip', 'IP', 'ips', 'ipAddress', 'IPAddress', 'ip_addr', 'ip-address', 'ipaddress', 'IPv4'],
    ...['client_ip', 'clientIP', 'clientip', 'remoteAddr', 'REMOTE_ADDR', 'remote_address'],
    ...['x-forwarded-for', 'X-Forwarded-For', 'xForwardedFor', 'x-real-ip', 'Forwarded', 'lastIp'],
    ...['cf-connecting-ip', 'true_client_ip', 'sourceIPv6', 'peer.ip', 'userIpAddress', 'srcip'],
  ];
  const devices = [
    ...['deviceId', 'device_id', 'DEVICE-ID', 'deviceid', 'deviceUUID', 'idfa', 'IDFV', 'gaid'],
    ...[
      'advertisingId',
      'android_id',
      'mac',
      'MAC',
      'macAddress',
      'mac_address',
      'wifiMac',
      'imei',
    ],
    ...['installationId', 'deviceFingerprint', 'serialNumber', 'device_ids'],
    ...['x-device-id', 'lastDeviceId', 'device_id_seen', 'pushToken', 'fcm_token', 'apnsToken'],
    ...['bluetoothAddress', 'hw_addr', 'host.wifi.mac', 'identifierForVendor'],
  ];
  const others = [
    ...['zip', 'tooltip', 'recipient', 'ship', 'address', 'id', 'sessionId', 'deviceModel', 'os'],
    ...[
      'deviceType',
      'ipVersion',
      'macOsVersion',
      'mac_os',
      'push',
      'machine',
      'description',
      'trip_id',
      'count',
    ],
  ];
  const notAddresses = fc.string().filter((text) => !/\d.*\.|:/.test(text) && text !== '');
  /** Around a value: objects and lists under names that say nothing. */
  const nests = fc.array(fc.constantFrom('data', 'net', 'list', 'request', 'a b'), {
    maxLength: 4,
  });
  const nested = (names: readonly string[], value: unknown): unknown =>
    names.reduceRight((inner, name) => (name === 'list' ? [1, inner] : { [name]: inner }), value);
  const v4 = fc.ipV4().filter((ip) => !ip.endsWith('.0'));

  test.each(addressed)('an address called %s', async (name) => {
    await fc.assert(
      fc.asyncProperty(nests, v4, fc.ipV4(), async (names, ip, proxy) => {
        const values = [
          ip,
          `${ip}:8080`,
          [ip, proxy],
          { v4: ip },
          `${ip}, ${proxy}`,
          `for=${ip};by=x`,
        ];
        // The field that the policy names itself takes an address and nothing else.
        const tried = name === 'ip' && names.length === 0 ? values.slice(0, 2) : values;
        for (const value of tried) {
          const { content } = (await ofLog(nested(names, { [name]: value, path: '/chat' }))) as {
            content: unknown;
          };
          const text = JSON.stringify(content);
          expect(text.split(/[^\d.]+/)).not.toContain(ip);
          expect(text).toContain(`${ip.slice(0, ip.lastIndexOf('.'))}.0`);
          expect(text).toContain('/chat');
        }
      }),
      { numRuns: 20 },
    );
  });

  test.each(devices)('an identifier of a device called %s', async (name) => {
    await fc.assert(
      fc.asyncProperty(nests, fc.uuid(), async (names, id) => {
        const values = name === 'deviceId' && names.length === 0 ? [id] : [id, [id], { value: id }];
        for (const value of values) {
          const { content } = (await ofLog(nested(names, { [name]: value }))) as {
            content: unknown;
          };
          expect(JSON.stringify(content)).not.toContain(id);
          expect(JSON.stringify(content)).toContain(`p1.${id.length}`);
        }
      }),
      { numRuns: 20 },
    );
  });

  test.each(['00:1B:44:11:3A:B7', '00-1b-44-11-3a-b7', '001B.4411.3AB7'])(
    'the address of a network card, whatever it is called: %s',
    async (address) => {
      expect(await ofLog({ seen: [address], hw: ` ${address} ` })).toEqual(
        retained({ seen: [`p1.${address.length}`], hw: `p1.${address.length + 2}` }),
      );
      expect(await ofLog({ line: `from ${address}, twice` })).toEqual({
        ...retained({ line: `from ${address}, twice` }),
        warnings: ['address-in-text'],
      });
    },
  );

  test.each(['2026-11-28-10-20-30', '10:20:30', '1.2.3.4.5', 'aa:bb:cc:dd:ee'])(
    'what is none stays: %s',
    async (text) => expect(await ofLog({ text })).toEqual(retained({ text })),
  );

  test('the `id` of an object that is a device', async () => {
    expect(await ofLog({ devices: [{ id: 'device-1', name: 'x' }], user: { id: 'u' } })).toEqual(
      retained({ devices: [{ id: 'p1.8', name: 'x' }], user: { id: 'u' } }),
    );
  });

  test.each(others)('and nothing else: %s', async (name) => {
    await fc.assert(
      fc.asyncProperty(nests, notAddresses, async (names, value) => {
        const content = nested(names, { [name]: value });
        expect(await ofLog(content)).toEqual(retained(content));
      }),
      { numRuns: 20 },
    );
  });

  test('a value that is an address is cut whatever its name, unless that speaks of a version', async () => {
    await fc.assert(
      fc.asyncProperty(nests, fc.oneof(v4, fc.ipV6()), async (names, ip) => {
        const { content } = (await ofLog(nested(names, { from: ip, appVersion: '1.2.3.4' }))) as {
          content: unknown;
        };
        expect(holdsAddress(JSON.stringify(content).replace('1.2.3.4', ''))).toBe(false);
        expect(JSON.stringify(content)).toContain('1.2.3.4');
      }),
    );
  });

  test.each([
    'connected from 203.0.113.77 at 10:00:00',
    'GET http://203.0.113.77:8080/chat',
    'peer [2001:db8:1234:5678::1]:443 hung up',
    'ip=203.0.113.77,',
    '<2001:db8:0:1:2:3:4:5>',
  ])('an address within a text stays and is warned of, without its value: %s', async (line) => {
    const result = await ofLog({ lines: [{ message: line }] });

    expect(result).toEqual({
      ...retained({ lines: [{ message: line }] }),
      warnings: ['address-in-text'],
    });
    expect(await ofLog(line)).toEqual({ ...retained(line), warnings: ['address-in-text'] });
    expect(await ofLog({ [line]: 1 })).toMatchObject({ warnings: ['address-in-text'] });
  });

  test.each([
    'at 10:00:00 in v1.2.3.4',
    'std::vector',
    '1.2.3.4.5',
    'from 203.0.113.0',
    'a:b',
    '12:30',
  ])('what is none is not warned of: %s', async (line) => {
    expect(await ofLog({ message: line })).toEqual(retained({ message: line }));
  });

  test('a log that the policy says nothing of is warned of, and what a person writes is not', async () => {
    const { 'usage-log': log, ...categories } = shipped.categories;
    const silent = { categories: { ...categories, 'usage-log': { ...log!, minimise: [] } } };
    const content = { ip: '203.0.113.77' };

    expect(
      await minimise({ ...shipped, ...silent, unclassified: undefined }, 'usage-log', content, {
        pseudonym,
      }),
    ).toEqual({
      ...retained(content),
      warnings: ['address-in-text'],
    });
    expect(await minimise(shipped, 'prompt-text', content, { pseudonym })).toEqual(
      retained(content),
    );
  });
});
