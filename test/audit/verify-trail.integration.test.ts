import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { TrailFilesUnavailableError } from '../../lambda/audit/trail-files.ts';
import { isComplete, verifyTrail } from '../../lambda/audit/verify-trail.ts';
import type { Verified } from '../../lambda/audit/verify-region.ts';
import { at, bucketName, newSigner, TrailWriter } from './made-trail.ts';
import type { Bucket, Signer } from './made-trail.ts';
import { trailServer } from './trail-server.ts';
import type { World } from './trail-server.ts';

const account = '111122223333';
const region = 'eu-central-1';
const trails = {
  management: { name: `custos-prod-management-${region}`, account, homeRegion: region },
  data: { name: `custos-prod-data-${region}`, account, homeRegion: region },
};
const coverage = { management: 'all-regions', data: 'home-region' } as const;

const signers = {
  'eu-central-1': [newSigner(at(-1000), at(1000))],
  'us-east-1': [newSigner(at(-1000), at(1000))],
} as const;
const signerOf = (name: string): Signer =>
  name === region ? signers[region][0] : signers['us-east-1'][0];

const world: World = { bucket: new Map(), signers };
let server: Awaited<ReturnType<typeof trailServer>>;
beforeAll(async () => {
  server = await trailServer(world);
});
afterAll(() => server.close());

/** Both trails from hour 0 to 30, written as CloudTrail would. */
let writers: Readonly<Record<'management' | 'global' | 'data', TrailWriter>>;
let bucket: Bucket;
beforeEach(() => {
  bucket = world.bucket = new Map();
  world.signers = signers;
  const writer = (trail: keyof typeof trails, where: string) =>
    new TrailWriter({ bucket, trail: trails[trail], region: where, signer: signerOf(where) });
  writers = {
    management: writer('management', region).hours(at(0), 30),
    global: writer('management', 'us-east-1').hours(at(0), 30),
    data: writer('data', region).hours(at(0), 30),
  };
});

async function verify(
  name: keyof typeof trails = 'data',
  { from = 3, to = 28, mayBegin = false } = {},
): Promise<Verified[]> {
  const verification = {
    trail: trails[name],
    bucket: bucketName,
    from: at(from),
    to: at(to),
    mayBegin,
  };
  return Array.fromAsync(verifyTrail(server.sources, verification, coverage[name]));
}
const kinds = async (...words: Parameters<typeof verify>) =>
  (await verify(...words)).flatMap(({ findings }) => findings.map(({ kind }) => kind));
const digest = (index: number) => writers.data.written[index]!;
const logFile = (index: number) => digest(index).logFiles[0]!;
const edit = (key: string, change: (text: string) => string) => {
  const { body, metadata } = bucket.get(key)!;
  bucket.set(key, { body: gzipSync(change(gunzipSync(body).toString())), metadata });
};

describe('trails as CloudTrail wrote them', () => {
  test('are complete, both, in every Region that has digests', async () => {
    const management = await verify('management');
    const data = await verify('data');

    expect([...management, ...data]).toEqual([
      {
        trail: trails.management.name,
        region,
        digests: 27,
        logFiles: 50,
        findings: [],
        further: 0,
      },
      {
        trail: trails.management.name,
        region: 'us-east-1',
        digests: 27,
        logFiles: 50,
        findings: [],
        further: 0,
      },
      { trail: trails.data.name, region, digests: 27, logFiles: 50, findings: [], further: 0 },
    ]);
    expect([...management, ...data].every(isComplete)).toBe(true);
  });

  test('without calls in some hours are complete', async () => {
    const quiet = new TrailWriter({
      bucket: (world.bucket = new Map()),
      trail: trails.data,
      region,
      signer: signerOf(region),
      files: 0,
    });
    quiet.hours(at(0), 30);

    expect(await kinds()).toEqual([]);
  });

  test('with late deliveries are complete: those have digests of their own', async () => {
    writers.data.hour(at(10), { backfilledAt: at(25) });
    const [verified] = await verify();

    expect(verified).toMatchObject({ digests: 28, findings: [] });
    edit(writers.data.written.at(-1)!.logFiles[0]!, (text) => text.replace('Call', 'Fall'));
    expect(await kinds()).toEqual(['log-edited']);
  });

  test('a late delivery is signed with the key of the day on which it was written', async () => {
    const later = newSigner(at(1900), at(3000));
    world.signers = { ...signers, [region]: [signerOf(region), later] };
    new TrailWriter({ bucket, trail: trails.data, region, signer: later }).hour(at(10), {
      backfilledAt: at(2000),
    });

    expect(await kinds()).toEqual([]);
  });

  test('files of another trail in the bucket change nothing', async () => {
    const other = { ...trails.data, name: 'company' };
    new TrailWriter({ bucket, trail: other, region: 'sa-east-1', signer: signerOf(region) }).hours(
      at(0),
      3,
    );

    expect((await verify('management')).map((each) => each.region)).toEqual([region, 'us-east-1']);
  });

  test('a key of CloudTrail is replaced by the next: both are accepted in their time', async () => {
    const next = newSigner(at(15), at(1000));
    const first = { ...signerOf(region), validTo: at(15) };
    world.signers = { ...signers, [region]: [first, next] };
    world.bucket = bucket = new Map();
    const writer = new TrailWriter({ bucket, trail: trails.data, region, signer: first });
    writer.hours(at(0), 15);
    writer.signWith(next).hours(at(15), 15);
    expect(await kinds()).toEqual([]);

    writer.signWith(first).hours(at(30), 5);
    expect(new Set(await kinds('data', { to: 34 }))).toEqual(new Set(['key-not-valid']));
  });
});

describe('what was changed is found', () => {
  test('an edited digest', async () => {
    edit(digest(12).key, (text) =>
      text.replace(/"oldestEventTime":"[^"]*"/, '"oldestEventTime":"2026-01-01T00:00:00Z"'),
    );

    expect(await kinds()).toEqual(['signature-invalid']);
  });

  test('a digest that another key signed', async () => {
    const stranger = newSigner(at(-1000), at(1000));
    world.bucket = bucket = new Map();
    new TrailWriter({ bucket, trail: trails.data, region, signer: stranger }).hours(at(0), 30);

    expect(new Set(await kinds())).toEqual(new Set(['key-unknown']));
    // The key of one Region does not sign in another.
    world.signers = { ...signers, 'us-east-1': [stranger] };
    expect(new Set(await kinds())).toEqual(new Set(['key-unknown']));
  });

  test('a digest whose signature is missing, short or of another digest', async () => {
    for (const signature of ['', 'zz', 'ab', digest(11).signature]) {
      const { key } = digest(12);
      const { body } = bucket.get(key)!;
      bucket.set(key, { body, metadata: signature === '' ? {} : { signature } });
      expect(await kinds()).toContain('signature-invalid');
    }
  });

  test('a digest at the place of another, and two that were exchanged', async () => {
    bucket.set(digest(12).key, bucket.get(digest(13).key)!);
    expect(await kinds()).toEqual(['digest-moved']);

    bucket.set(digest(13).key, bucket.get(digest(14).key)!);
    bucket.set(digest(14).key, bucket.get(digest(12).key)!);
    expect(await kinds()).toEqual(['digest-moved', 'digest-moved', 'digest-moved']);
  });

  test('a digest that was added between two', async () => {
    bucket.set(writers.data.keyOf(at(12) + 1000), bucket.get(digest(11).key)!);

    expect(await kinds()).toEqual(['digest-moved']);
  });

  test('a digest that is not one', async () => {
    const { key } = digest(12);
    for (const body of [
      Buffer.from('nothing'),
      gzipSync('nothing'),
      gzipSync('{}'),
      Buffer.alloc(0),
    ]) {
      bucket.set(key, { body, metadata: bucket.get(key)!.metadata });
      expect(await kinds()).toEqual(['digest-unreadable']);
    }
  });

  test('an edited log file, also one that is not gzip any more', async () => {
    edit(logFile(9), (text) => text.replace('Call', 'Fall'));
    bucket.set(logFile(20), { body: Buffer.from('nothing'), metadata: {} });

    expect((await verify())[0]!.findings).toEqual([
      { kind: 'log-edited', place: { bucket: bucketName, key: logFile(9) } },
      { kind: 'log-edited', place: { bucket: bucketName, key: logFile(20) } },
    ]);
  });
});

describe('what is missing is found', () => {
  test('a deleted log file', async () => {
    bucket.delete(logFile(9));

    expect((await verify())[0]!.findings).toEqual([
      { kind: 'log-missing', place: { bucket: bucketName, key: logFile(9) } },
    ]);
  });

  test('deleted digests: the next one names the last of them, and the time', async () => {
    for (const index of [12, 13, 14]) bucket.delete(digest(index).key);

    expect((await verify())[0]!.findings).toEqual([
      {
        kind: 'digest-missing',
        place: { bucket: bucketName, key: digest(14).key },
        from: at(12),
        to: at(15),
      },
    ]);
  });

  test('deleted digests at the begin and at the end', async () => {
    for (let index = 0; index < 6; index += 1) bucket.delete(digest(index).key);
    for (let index = 26; index < 30; index += 1) bucket.delete(digest(index).key);

    expect((await verify())[0]!.findings).toMatchObject([
      { kind: 'digest-missing', from: at(3), to: at(6) },
      { kind: 'time-uncovered', from: at(26), to: at(28) },
    ]);
    expect(await kinds('data', { mayBegin: true })).toContain('digest-missing');
  });

  test('all digests of a trail, of one Region', async () => {
    for (const { key } of writers.global.written) bucket.delete(key);

    expect(await kinds('management')).toEqual(['no-digests']);
  });

  test('a time in which recording was switched off', async () => {
    world.bucket = bucket = new Map();
    const writer = new TrailWriter({
      bucket,
      trail: trails.data,
      region,
      signer: signerOf(region),
    });
    writer.hours(at(0), 10).stop().hours(at(14), 16);

    expect((await verify())[0]!.findings).toEqual([
      { kind: 'logging-stopped', from: at(10), to: at(14) },
    ]);
    // The window begins while it was off.
    expect(await kinds('data', { from: 12 })).toEqual(['logging-stopped']);
    expect(await kinds('data', { from: 12, mayBegin: true })).toEqual(['logging-stopped']);
  });

  test('an hour without a digest though the chain goes on', async () => {
    world.bucket = bucket = new Map();
    new TrailWriter({ bucket, trail: trails.data, region, signer: signerOf(region) })
      .hours(at(0), 10)
      .hours(at(11), 19);

    expect((await verify())[0]!.findings).toEqual([
      { kind: 'time-uncovered', from: at(10), to: at(11) },
    ]);
  });

  test('before the first digest: a gap only where the trail should have been there', async () => {
    expect((await verify('data', { from: -20 }))[0]!.findings).toEqual([
      { kind: 'not-recorded', from: at(-20), to: at(0) },
    ]);
    const [begun] = await verify('data', { from: -20, mayBegin: true });
    expect(begun!.findings).toEqual([{ kind: 'begins', at: at(0) }]);
    expect(isComplete(begun!)).toBe(true);
    const [early] = await verify('data', { from: -50, to: -20, mayBegin: true });
    expect(early!.findings.map(({ kind }) => kind)).toEqual(['begins']);
    expect(await kinds('data', { from: 40, to: 50, mayBegin: true })).toEqual(['time-uncovered']);
  });

  test('the keys of a Region that does not answer: nothing is verified there', async () => {
    world.signers = { [region]: signers[region] };

    expect((await verify('management')).flatMap(({ findings }) => findings)).toEqual([
      { kind: 'keys-unavailable', reason: 'UnrecognizedClientException' },
    ]);
  });

  test('a bucket that does not answer is an error, not an empty trail', async () => {
    const closed = await trailServer(world);
    await closed.close();
    const verification = {
      trail: trails.data,
      bucket: bucketName,
      from: at(3),
      to: at(28),
      mayBegin: true,
    };

    await expect(
      Array.fromAsync(verifyTrail(closed.sources, verification, 'home-region')),
    ).rejects.toThrow(TrailFilesUnavailableError);
  });
});

test('a window of any length holds a few files at a time', async () => {
  let open = 0;
  let most = 0;
  const { files, publicKeys } = server.sources;
  const counting = {
    publicKeys,
    files: {
      folders: files.folders.bind(files),
      keys: files.keys.bind(files),
      digest: files.digest.bind(files),
      hash: async (place: { bucket: string; key: string }) => {
        open += 1;
        most = Math.max(most, open);
        const hash = await files.hash(place);
        open -= 1;
        return hash;
      },
    },
  };
  world.bucket = bucket = new Map();
  new TrailWriter({
    bucket,
    trail: trails.data,
    region,
    signer: signerOf(region),
    files: 40,
  }).hours(at(0), 30);
  const verification = {
    trail: trails.data,
    bucket: bucketName,
    from: at(3),
    to: at(28),
    mayBegin: false,
  };
  const [verified] = await Array.fromAsync(verifyTrail(counting, verification, 'home-region'));

  expect(verified).toMatchObject({ logFiles: 1_000, findings: [] });
  expect(most).toBeLessThanOrEqual(8);
});
