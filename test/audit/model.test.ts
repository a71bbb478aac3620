import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { describeFinding, weights } from '../../lambda/audit/model/finding.ts';
import type { Finding, FindingKind } from '../../lambda/audit/model/finding.ts';
import { digestFolder, digestsFrom, parseDigestKey } from '../../lambda/audit/model/place.ts';
import { milliseconds } from '../../lambda/value/time.ts';
import { at, newSigner, TrailWriter } from './made-trail.ts';

const trail = { name: 'custos-prod-data', account: '111122223333', homeRegion: 'eu-central-1' };
const region = 'us-east-1';
const signer = newSigner(0, Number.MAX_SAFE_INTEGER);
const writer = new TrailWriter({ bucket: new Map(), trail, region, signer });

test('the key of a digest has its end and its kind, and sorts after the begin of its day', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: Date.UTC(2015, 0), max: Date.UTC(2099, 0) }),
      fc.boolean(),
      (time, isBackfill) => {
        const end = time - (time % 1_000);
        const key = writer.keyOf(end, isBackfill);

        expect(parseDigestKey(trail, region, key)).toEqual({
          kind: isBackfill ? 'backfill' : 'hourly',
          end,
        });
        expect(key > digestsFrom(trail, region, milliseconds(end))).toBe(true);
      },
    ),
  );
});

test('keys of other trails, Regions, accounts and folders are no digests of the trail', () => {
  const key = writer.keyOf(at(5));
  const others = [
    { ...trail, name: 'custos-prod' },
    { ...trail, name: 'custos-prod-data-2' },
    { ...trail, account: '999988887777' },
    { ...trail, homeRegion: 'eu-west-1' },
    { ...trail, organization: 'o-a1b2c3d4e5' },
  ];

  for (const other of others) expect(parseDigestKey(other, region, key)).toBeUndefined();
  expect(parseDigestKey(trail, 'eu-central-1', key)).toBeUndefined();
  for (const wrong of [
    '',
    digestFolder(trail),
    key.replace('.json.gz', '.json'),
    key.replace('2026/11/10', '2026/11'),
    `copy/${key}`,
    key.replace(/\d{8}T\d{6}Z/, '20261399T000000Z'),
  ]) {
    expect(parseDigestKey(trail, region, wrong), wrong).toBeUndefined();
  }
});

test('digests of an organization are in a folder of the account below it', () => {
  expect(digestFolder({ ...trail, organization: 'o-a1b2c3d4e5' })).toBe(
    'AWSLogs/o-a1b2c3d4e5/111122223333/CloudTrail-Digest/',
  );
});

const place = { bucket: 'files', key: 'AWSLogs/file.json.gz' };
const period = { from: at(1), to: at(2) };
const examples: { readonly [Kind in FindingKind]: Extract<Finding, { kind: Kind }> } = {
  begins: { kind: 'begins', at: at(1) },
  'no-digests': { kind: 'no-digests' },
  'keys-unavailable': { kind: 'keys-unavailable', reason: 'AccessDeniedException' },
  'not-recorded': { kind: 'not-recorded', ...period },
  'logging-stopped': { kind: 'logging-stopped', ...period },
  'time-uncovered': { kind: 'time-uncovered', ...period },
  'digest-missing': { kind: 'digest-missing', place, ...period },
  'continues-elsewhere': { kind: 'continues-elsewhere', place },
  'log-missing': { kind: 'log-missing', place },
  'digest-unreadable': { kind: 'digest-unreadable', place },
  'digest-moved': { kind: 'digest-moved', place, origin: { ...place, key: 'origin' } },
  'signature-invalid': { kind: 'signature-invalid', place },
  'key-unknown': { kind: 'key-unknown', place, fingerprint: 'f00d' },
  'key-not-valid': { kind: 'key-not-valid', place, fingerprint: 'f00d' },
  'digest-replaced': { kind: 'digest-replaced', place },
  'log-edited': { kind: 'log-edited', place },
};

test.each(Object.values(examples))(
  '$kind is described with what an operator looks up',
  (finding) => {
    const text = describeFinding(finding);

    if ('place' in finding) expect(text).toContain('s3://files/AWSLogs/file.json.gz');
    if ('fingerprint' in finding) expect(text).toContain('f00d');
    if ('from' in finding) {
      expect(text).toContain('from 2026-11-10T01:00:00Z to 2026-11-10T02:00:00Z');
    }
    expect(weights[finding.kind] === 'note').toBe(finding.kind === 'begins');
  },
);

test('no two findings have the same description', () => {
  const texts = Object.values(examples).map(describeFinding);

  expect(new Set(texts).size).toBe(texts.length);
});
