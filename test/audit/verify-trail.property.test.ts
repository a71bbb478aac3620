import * as fc from 'fast-check';
import { randomBytes } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isComplete, verifyTrail } from '../../lambda/audit/verify-trail.ts';
import { runs } from '../support/runs.ts';
import { at, bucketName, newSigner, TrailWriter } from './made-trail.ts';
import type { Bucket } from './made-trail.ts';
import { trailServer } from './trail-server.ts';
import type { World } from './trail-server.ts';

const region = 'eu-central-1';
const trail = { name: `custos-dev-data-${region}`, account: '111122223333', homeRegion: region };
const signer = newSigner(at(-1000), at(1000));
const hours = 12;

const world: World = { bucket: new Map(), signers: { [region]: [signer] } };
let server: Awaited<ReturnType<typeof trailServer>>;
beforeAll(async () => {
  server = await trailServer(world);
});
afterAll(() => server.close());

const written: Bucket = new Map();
new TrailWriter({ bucket: written, trail, region, signer, files: 1 }).hours(at(0), hours);
/** All but the first and the last: what comes before and after the window is not its business. */
const keys = [...written.keys()].filter((key) => {
  const index = [...written.keys()]
    .sort()
    .filter((each) => each.includes('Digest') === key.includes('Digest'));
  return index.indexOf(key) > 0 && index.indexOf(key) < hours - 1;
});

type Change = (bucket: Bucket, key: string, other: string) => void;
const changes: Readonly<Record<string, Change>> = {
  delete: (bucket, key) => void bucket.delete(key),
  'replace by another': (bucket, key, other) => void bucket.set(key, written.get(other)!),
  exchange: (bucket, key, other) => {
    bucket.set(key, written.get(other)!);
    bucket.set(other, written.get(key)!);
  },
  'change a byte': (bucket, key, other) => {
    const { body, metadata } = written.get(key)!;
    const content = gunzipSync(body);
    const position = other.length % content.length;
    content[position] = (content[position] ?? 0) ^ 1;
    bucket.set(key, { body: gzipSync(content), metadata });
  },
  'cut off': (bucket, key) => {
    const { body, metadata } = written.get(key)!;
    bucket.set(key, { body: body.subarray(0, body.length - 9), metadata });
  },
  'sign again': (bucket, key) => {
    const { body, metadata } = written.get(key)!;
    // Log files have no signature: those are replaced as a whole.
    const signature = randomBytes(256).toString('hex');
    bucket.set(
      key,
      key.includes('Digest')
        ? { body, metadata: { ...metadata, signature } }
        : { body: gzipSync(signature), metadata },
    );
  },
};

test('no file of a trail can be changed, exchanged or deleted without a finding', async () => {
  const whole = async () => {
    const verification = { trail, bucket: bucketName, from: at(0), to: at(hours), mayBegin: false };
    const [verified] = await Array.fromAsync(
      verifyTrail(server.sources, verification, 'home-region'),
    );
    return verified!;
  };
  world.bucket = written;
  expect(await whole()).toMatchObject({ digests: hours, logFiles: hours, findings: [] });

  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...Object.keys(changes)),
      fc.uniqueArray(fc.constantFrom(...keys), { minLength: 2, maxLength: 2 }),
      async (change, [key = '', other = '']) => {
        world.bucket = new Map(written);
        changes[change]!(world.bucket, key, other);

        expect(isComplete(await whole()), `${change} ${key}`).toBe(false);
      },
    ),
    { numRuns: runs(60) },
  );
});
