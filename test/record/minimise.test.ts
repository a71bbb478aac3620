import { describe, expect, test } from 'vitest';
import type { Minimised } from '../../lambda/record/minimise.ts';
import { minimise } from '../../lambda/record/minimise.ts';
import { shipped } from '../retention/scene.ts';

const pseudonym = (value: string) => Promise.resolve(`p1.${value.length}`);
const ofLog = (content: unknown): Promise<Minimised> =>
  minimise(shipped, 'usage-log', content, pseudonym);
const kept = (content: unknown) => ({ kind: 'minimised', content });
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
    minimise(shipped, 'usage-log', { deviceId }, pseudonym, stored);

  test('which stays the same when a correction brings it back', async () => {
    expect(await corrected(known, { deviceId: known })).toEqual(kept({ deviceId: known }));
  });

  test.each([
    ['nothing', undefined],
    ['another', { deviceId: `p1.${'b'.repeat(43)}` }],
  ])('and is a name like others where %s is stored', async (_, stored) => {
    expect(await corrected(known, stored)).toEqual(kept({ deviceId: 'p1.46' }));
  });

  test('what was stored before it had to be minimised is minimised now', async () => {
    expect(await corrected('device-1', { deviceId: 'device-1' })).toEqual(
      kept({ deviceId: 'p1.8' }),
    );
  });

  test.each(['device-1', 4711])('%j', async (deviceId) => {
    expect(await ofLog({ deviceId, at: 1 })).toEqual(
      kept({ deviceId: `p1.${String(deviceId).length}`, at: 1 }),
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
    expect(await ofLog(content)).toEqual(kept(content));
  },
);

test('other categories are stored as they were sent', async () => {
  const content = { ip: '203.0.113.77' };

  expect(await minimise(shipped, 'feedback', content, pseudonym)).toEqual(kept(content));
  expect(await minimise(shipped, 'constructor', content, pseudonym)).toEqual(kept(content));
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
  });

  test('reaches into objects and lists, and leaves the rest and the caller’s object alone', async () => {
    const content = { hops: [{ ip: '198.51.100.1' }, { ip: '203.0.113.77', via: 'b' }], n: 1 };
    const before = structuredClone(content);

    expect(await minimise(policy('/hops/1/ip'), 'usage-log', content, pseudonym)).toEqual(
      kept({ hops: [{ ip: '198.51.100.1' }, { ip: '203.0.113.0', via: 'b' }], n: 1 }),
    );
    expect(content).toEqual(before);
  });

  test.each(['/hops/9/ip', '/hops/x/ip', '/n/ip', '/toString/ip'])(
    'that leads nowhere (%s) changes nothing',
    async (field) => {
      const content = { hops: [{ ip: '198.51.100.1' }], n: 1 };

      expect(await minimise(policy(field), 'usage-log', content, pseudonym)).toEqual(kept(content));
    },
  );

  test('holds for what unclassified content is treated as', async () => {
    const rules = policy('/ip', { treatAs: 'usage-log' });

    expect(await minimise(rules, 'unclassified', { ip: '203.0.113.77' }, pseudonym)).toEqual(
      kept({ ip: '203.0.113.0' }),
    );
  });
});
