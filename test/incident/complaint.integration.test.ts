import { afterAll, beforeAll, expect, test } from 'vitest';
import { consumeComplaints } from '../../lambda/incident/complaint/consumer.ts';
import { incidentComplaints } from '../../lambda/incident/complaint/needs.ts';
import { openIncidents } from '../../lambda/incident/store.ts';
import { requests } from '../../lambda/request/table.ts';
import { platformOf } from '../record/record-fixture.ts';
import { newPerson, openRequestFixture } from '../request/request-fixture.ts';
import type { RequestFixture } from '../request/request-fixture.ts';
import { readStream } from '../retention/stream-source.ts';

let fixture: RequestFixture;
beforeAll(async () => {
  fixture = await openRequestFixture();
});
afterAll(() => fixture.stop());

const submit = async (body: object): Promise<string> => {
  const { caller } = await newPerson(fixture);
  const { status, body: answered } = await fixture.send({
    ...{ method: 'POST', path: '/v1/me/requests', caller, body },
  });
  expect(status).toBe(202);
  return answered.request.requestId as string;
};
test('requests that concern a breach are one incident, by their ids; others are none', async () => {
  const first = await submit({
    kind: 'access',
    concernsBreach: true,
    reason: 'Ada Lovelace got mail from a stranger.',
  });
  const second = await submit({ kind: 'restriction', concernsBreach: true });
  await submit({ kind: 'access' });
  const Records = await readStream(fixture.server, requests);
  expect(Records.length).toBeGreaterThan(2);

  const consume = consumeComplaints(
    platformOf(incidentComplaints, { ...fixture, ...fixture.server }),
  );
  expect(await consume({ Records })).toEqual({ batchItemFailures: [] });
  // At least once: the same batch again changes nothing.
  await consume({ Records });

  const { incidents } = await openIncidents(fixture).list({ limit: 10 });
  expect(incidents).toMatchObject([
    { source: 'complaint', state: 'open', awareness: 'assumed', detected: { events: 2 } },
  ]);
  expect([...incidents[0]!.complaints].sort()).toEqual([first, second].sort());
  expect(JSON.stringify(incidents)).not.toMatch(/Ada|stranger/);
});
