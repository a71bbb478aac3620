import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { parseTrails, verifyRecent } from '../../lambda/audit/verify-recent.ts';
import { openLog } from '../../lambda/platform/log/log.ts';
import { at, bucketName, newSigner, TrailWriter } from './made-trail.ts';
import { trailServer } from './trail-server.ts';
import type { World } from './trail-server.ts';

const homeRegion = 'eu-central-1';
const account = '111122223333';
const signers = {
  'eu-central-1': [newSigner(at(-2000), at(2000))],
  'us-east-1': [newSigner(at(-2000), at(2000))],
} as const;
const names = [`custos-prod-management-${homeRegion}`, `custos-prod-data-${homeRegion}`] as const;
const trails = parseTrails(
  JSON.stringify({
    bucket: bucketName,
    account,
    homeRegion,
    trails: [
      { name: names[0], coverage: 'all-regions' },
      { name: names[1], coverage: 'home-region' },
    ],
  }),
);

const world: World = { bucket: new Map(), signers };
let server: Awaited<ReturnType<typeof trailServer>>;
beforeAll(async () => {
  server = await trailServer(world);
});
afterAll(() => server.close());

/** 40 days, one log file an hour. */
const hours = 960;
const written = new Map<string, { body: Uint8Array; metadata: Readonly<Record<string, string>> }>();
for (const [name, region] of [
  [names[0], 'eu-central-1'],
  [names[0], 'us-east-1'],
  [names[1], 'eu-central-1'],
] as const) {
  const trail = { name, account, homeRegion };
  new TrailWriter({ bucket: written, trail, region, signer: signers[region][0], files: 1 }).hours(
    at(0),
    hours,
  );
}
beforeEach(() => {
  world.bucket = new Map(written);
});

async function run(now: number) {
  const lines: Readonly<Record<string, unknown>>[] = [];
  const log = openLog({ function: 'trail-verification', stage: 'prod' }, (line) =>
    lines.push(JSON.parse(line) as Record<string, unknown>),
  );
  const result = await verifyRecent(server.sources, trails, { clock: () => at(now), log });
  return { ...result, lines };
}
const logFile = (name: string, region: string, hour: number) => {
  const time = new Date(at(hour)).toISOString().replaceAll(/[-:]|\.000/g, '');
  const key = [...written.keys()].find((each) =>
    each.includes(`_CloudTrail_${region}_${time}_${name}`),
  );
  if (key === undefined) throw new Error(`no file of ${time}`);
  return key;
};

test('the files of the last day and of a day a month ago are verified, in every Region', async () => {
  const { complete, lines } = await run(hours);

  expect(complete).toBe(true);
  expect(lines.map(({ code, trail, region, count }) => [code, trail, region, count])).toEqual([
    ...Array.from({ length: 2 }, () => [
      ['TRAIL_VERIFIED', names[0], 'eu-central-1', 25],
      ['TRAIL_VERIFIED', names[0], 'us-east-1', 25],
      ['TRAIL_VERIFIED', names[1], 'eu-central-1', 25],
    ]).flat(),
  ]);
});

test.each([
  ['of yesterday', hours - 10],
  ['of a month ago', hours - 730],
])('a log file %s that was deleted is a line of the log with its name', async (_, hour) => {
  const gone = logFile(names[0], 'us-east-1', hour);
  world.bucket.delete(gone);
  const { complete, lines } = await run(hours);

  expect(complete).toBe(false);
  const broken = lines.filter(({ code }) => code === 'TRAIL_BROKEN');
  expect(broken).toHaveLength(1);
  expect(broken[0]).toMatchObject({
    level: 'WARN',
    trail: names[0],
    region: 'us-east-1',
    kind: 'log-missing',
    file: `${bucketName}/${gone}`,
    count: 1,
  });
});

test('in its first month a trail has nothing older to verify', async () => {
  expect(await run(40)).toMatchObject({ complete: true });
});

test('a trail that ended is broken', async () => {
  const { complete, lines } = await run(hours + 40);

  expect(complete).toBe(false);
  expect(
    new Set(lines.filter(({ code }) => code === 'TRAIL_BROKEN').map(({ kind }) => kind)),
  ).toEqual(new Set(['time-uncovered']));
});

test.each(['{}', '[]', '{"bucket":"b","account":"1","homeRegion":"r","trails":[]}'])(
  'settings without trails are a defect of the deployment: %s',
  (text) => {
    expect(() => parseTrails(text)).toThrow();
  },
);
