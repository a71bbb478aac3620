import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { interrupted } from '../faults/connections.ts';
import { mild } from '../incident/facts.ts';
import { officer } from '../incident/incident-fixture.ts';
import { call, justSignedIn } from '../support/call.ts';
import type { CallResult } from '../support/call.ts';
import { newPerson, openContainmentFixture } from './containment-fixture.ts';
import type { ContainmentFixture } from './containment-fixture.ts';

let fixture: ContainmentFixture;
beforeAll(async () => {
  fixture = await openContainmentFixture();
});
afterAll(() => fixture.stop());

const freeze = { action: 'freeze-processing', scope: { categories: ['prompt-text'] } };
const revoke = {
  action: 'revoke-client',
  scope: { issuer: 'https://services.example.com', clientId: 'search-index' },
};
const quarantine = { action: 'quarantine-function', scope: { function: 'record-api' } };
const reasons = 'Nothing was read.';
const against = (duty: string, ground: string) => ({
  ...{ jurisdiction: 'gdpr', duty, outcome: 'do-not-notify', ground, reasons },
});
const settled = {
  state: 'closed',
  assessment: { answers: mild, risk: 'none', reasons },
  decisions: [against('authority', 'no-risk'), against('subjects', 'no-high-risk')],
};

async function close(incidentId: string, rest: object = {}): Promise<CallResult> {
  const path = `/v1/incidents/${incidentId}`;
  const etag = (await fixture.send('GET', path)).headers['etag']!;
  const headers = { 'if-match': etag };
  return fixture.send('PATCH', path, { body: { ...settled, ...rest }, headers });
}
const contained = async (incidentId: string, body: object): Promise<string> =>
  String((await fixture.contain(incidentId, body)).body.containmentId);

test.each([freeze, revoke, quarantine])(
  'an incident with a containment in force is not closed, and the response names it: $action',
  async (body) => {
    const incidentId = await fixture.newIncident();
    const containmentId = await contained(incidentId, body);

    const refused = await close(incidentId);

    expect(refused.status).toBe(409);
    expect(refused.body).toMatchObject({
      detail: expect.stringContaining('stayInForce') as string,
      errors: [{ pointer: '/stayInForce', message: `${body.action} is applied: ${containmentId}` }],
    });
    await fixture.undo(incidentId, containmentId);
    expect((await close(incidentId)).body.state).toBe('closed');
  },
);

test('it is closed with those that staff leave in force, and the timeline names them', async () => {
  const incidentId = await fixture.newIncident();
  const client = await contained(incidentId, revoke);
  const frozen = await contained(incidentId, freeze);

  const some = await close(incidentId, { stayInForce: [client] });
  const { status, body } = await close(incidentId, { stayInForce: [client, frozen] });

  expect(some.status).toBe(409);
  expect(some.body.errors).toMatchObject([{ message: `freeze-processing is applied: ${frozen}` }]);
  expect(status).toBe(200);
  expect(body.timeline).toContainEqual(
    expect.objectContaining({
      kind: 'containments-left',
      by: 'staff',
      codes: { containmentIds: [client, frozen].sort() },
    }),
  );
  expect(await fixture.decisionOf(await newPerson(fixture))).toBe('deny');
  for (const id of [client, frozen]) {
    expect((await fixture.undo(incidentId, id)).body.state).toBe('undone');
  }
});

test('what is left in force has to be of the incident, and belongs to closing', async () => {
  const incidentId = await fixture.newIncident();
  const containmentId = await contained(incidentId, freeze);

  const unknown = await close(incidentId, { stayInForce: [containmentId, randomUUID()] });
  const early = await close(incidentId, { state: 'assessing', stayInForce: [containmentId] });

  expect([unknown.status, early.status]).toEqual([422, 422]);
  expect(unknown.body.errors).toMatchObject([{ pointer: '/stayInForce/1' }]);
  expect(early.body.errors).toMatchObject([{ pointer: '/stayInForce' }]);
  await fixture.undo(incidentId, containmentId);
});

test('a containment that meets a closed incident is rejected, in the same moment too', async () => {
  const incidentId = await fixture.newIncident();
  const person = await newPerson(fixture);
  const connection = await interrupted(fixture, 'ExecuteTransaction', () => close(incidentId));

  const path = `/v1/incidents/${incidentId}/contain`;
  const raced = await call(
    fixture.appOn(connection.database),
    justSignedIn({ method: 'POST', path, caller: officer, body: freeze }, fixture.clock()),
  );
  await connection.stop();

  expect(raced.status).toBe(409);
  expect((await fixture.contain(incidentId, freeze)).status).toBe(409);
  expect(await fixture.decisionOf(person)).toBe('permit');
});
