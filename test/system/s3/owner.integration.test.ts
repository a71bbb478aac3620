import { randomUUID } from 'node:crypto';
import { expect, onTestFinished, test } from 'vitest';
import type { S3Settings } from '../../../lambda/policy/connectors/s3.ts';
import { S3Connector } from '../../../lambda/system/s3/s3-connector.ts';
import { callOf, everyPage, newPerson } from '../connector-fixture.ts';
import { bucketOwner, openEndpoint } from './endpoint.ts';
import { linesSettings } from './lines-fixture.ts';
import { TestBucket } from './test-bucket.ts';
import { wholeSettings } from './whole-fixture.ts';

const categories = ['prompt-text'];

/** What a connector sends to S3: the name of each call, and the owner that it expects. */
async function sentBy(work: (connector: S3Connector, bucket: TestBucket) => Promise<void>) {
  const server = await openEndpoint();
  const bucket = await new TestBucket(server.endpoint).create('Enabled');
  onTestFinished(() => server.stop());
  const settings: S3Settings = {
    ...wholeSettings(bucket.name),
    objects: [...wholeSettings(bucket.name).objects, ...linesSettings(bucket.name).objects],
  };
  const opened = bucket.asSystem();
  const sent: { readonly call: string; readonly owner: string | undefined }[] = [];
  opened.client.middlewareStack.add(
    (next, context) => (call) => {
      const { headers } = call.request as { readonly headers: Record<string, string> };
      sent.push({
        call: String(context.commandName),
        owner: headers['x-amz-expected-bucket-owner'],
      });
      return next(call);
    },
    { step: 'finalizeRequest', priority: 'low' },
  );
  await work(new S3Connector(settings, opened), bucket);
  return sent;
}

test('every call names the account that owns the bucket', async () => {
  const person = newPerson();
  const row = `${JSON.stringify({ who: { id: person['user-id'] }, note: 'a' })}\n`;
  const call = callOf({ categories }, person);
  const sent = await sentBy(async (connector, bucket) => {
    await bucket.put(`chats/${person['user-id']}/${randomUUID()}.json`, '{"note":"a"}');
    await bucket.put('events/a.jsonl', row + '{"who":{"id":"another"}}\n');
    // Large enough for an upload in parts.
    await bucket.put('events/b.jsonl', row + '{"who":{"id":"another"}}\n'.repeat(400_000));
    const correction = { category: 'prompt-text', pointer: '/note', old: 'a', new: 'b' };
    await connector.probe();
    await connector.control(call);
    await everyPage((cursor) => connector.find({ ...call, cursor }));
    await everyPage((cursor) => connector.export({ ...call, cursor }));
    await everyPage((cursor) => connector.rectify({ ...call, cursor, corrections: [correction] }));
    await everyPage((cursor) => connector.erase({ ...call, cursor }));
  });

  expect(new Set(sent.map(({ owner }) => owner))).toEqual(new Set([bucketOwner]));
  expect(new Set(sent.map((one) => one.call)).size).toBeGreaterThan(12);
});
