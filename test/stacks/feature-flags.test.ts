import { FLAGS } from 'aws-cdk-lib/cx-api';
import { expect, test } from 'vitest';
import { featureFlags } from '../../lib/feature-flags.ts';

test('every feature flag of the library is set, so that a new version changes no template', () => {
  const known = Object.entries(FLAGS)
    // The other flags cannot be set any more.
    .filter(([, { introducedIn }]) => introducedIn.v2 !== undefined)
    .map(([name]) => name);

  expect(known.length).toBeGreaterThan(50);
  expect(known.filter((name) => !(name in featureFlags))).toEqual([]);
});
