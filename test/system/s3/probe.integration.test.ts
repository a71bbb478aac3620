import { PutObjectLockConfigurationCommand } from '@aws-sdk/client-s3';
import { expect, onTestFinished, test } from 'vitest';
import type { TaskAction } from '../../../lambda/policy/vocabulary.ts';
import { S3Connector } from '../../../lambda/system/s3/s3-connector.ts';
import { openEndpoint } from './endpoint.ts';
import { TestBucket } from './test-bucket.ts';
import { wholeSettings } from './whole-fixture.ts';

/** Object Lock keeps each version of the bucket for a year. */
async function probeLocked(actions: readonly TaskAction[]) {
  const server = await openEndpoint();
  onTestFinished(() => server.stop());
  const bucket = await new TestBucket(server.endpoint).create('Enabled', { lock: true });
  await bucket.client.send(
    new PutObjectLockConfigurationCommand({
      Bucket: bucket.name,
      ObjectLockConfiguration: {
        ObjectLockEnabled: 'Enabled',
        Rule: { DefaultRetention: { Mode: 'COMPLIANCE', Days: 365 } },
      },
    }),
  );
  return new S3Connector(wholeSettings(bucket.name), bucket.asSystem(), { actions }).probe();
}

test.each(['erase', 'rectify'] as const)(
  'a lock stops a system that is asked to %s',
  async (action) => {
    expect(await probeLocked(['export', action])).toMatchObject({
      kind: 'not-ready',
      what: expect.stringMatching(/365 days \(COMPLIANCE\)/),
    });
  },
);

test('a lock does not stop a system of which the policy says that it cannot erase', async () => {
  expect(await probeLocked(['export', 'restrict'])).toEqual({ kind: 'ready' });
});
