import { decodeJwt } from 'jose';
import { expect, test } from 'vitest';
import { isClosed } from '../../lambda/request/model/request.ts';
import type { RequestId } from '../../lambda/value/ids.ts';
import { newPerson, submit } from '../request/request-fixture.ts';
import { openRunning } from './running.ts';

test('a request of no one is closed with no task open, and says that systems were not searched', async () => {
  const running = await openRunning();
  const { fixture } = running;
  const { caller } = await newPerson(fixture);
  const { body } = await submit(fixture, caller, { kind: 'access' });
  const { requestId } = body.request as { requestId: RequestId };
  await fixture.requests.change(requestId, () => ({ kind: 'change', set: { nothingHeld: true } }));
  const stop = running.drive();

  const row = await running.until(requestId, ({ status }) => isClosed(status));

  expect(row).toMatchObject({ status: 'completed', unchanged: { reason: 'nothing-held' } });
  expect(row.tasks).toBeUndefined();
  expect(row.export).toBeUndefined();
  expect(decodeJwt(row.certificate!)['notCovered']).toContainEqual(
    expect.stringContaining('other systems'),
  );
  await stop();
  await running.stop();
});
