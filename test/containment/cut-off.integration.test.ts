import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { containmentControls, containments } from '../../lambda/containment/table.ts';
import { outbox } from '../../lambda/ledger/table.ts';
import type { Database } from '../../lambda/platform/dynamo/database.ts';
import type { TableFacts } from '../../lambda/platform/dynamo/facts.ts';
import { fromItem } from '../../lambda/platform/dynamo/statement.ts';
import { officer } from '../incident/incident-fixture.ts';
import { call, justSignedIn } from '../support/call.ts';
import type { Call } from '../support/call.ts';
import { newPerson, openContainmentFixture } from './containment-fixture.ts';
import type { ContainmentFixture } from './containment-fixture.ts';
import { openTestClient } from '../support/database.ts';

let fixture: ContainmentFixture;
beforeAll(async () => {
  fixture = await openContainmentFixture();
});
afterAll(() => fixture.stop());

/** A connection that is cut off at one of its calls, before the server has it or after. */
function cutAt(
  position: number,
  when: 'before' | 'after',
): Database & { readonly calls: () => number } {
  let calls = 0;
  const client = openTestClient(fixture.endpoint, { maxAttempts: 1 });
  client.middlewareStack.add(
    (next) => async (args) => {
      calls += 1;
      const isCut = calls >= position;
      if (isCut && when === 'before') throw new Error('cut off');
      const result = await next(args);
      if (isCut) throw new Error('cut off');
      return result;
    },
    { step: 'initialize', name: 'cut' },
  );
  return { client, physicalName: fixture.database.physicalName, calls: () => calls };
}

const rowsOf = async (table: TableFacts) => {
  const { client, physicalName } = fixture.database;
  const { Items = [] } = await client.send(new ScanCommand({ TableName: physicalName(table) }));
  return Items.map(fromItem);
};
const sendOn = (database: Database, method: string, path: string, body?: object) => {
  const request: Call = { method, path, caller: officer, ...(body && { body }) };
  return call(fixture.appOn(database), justSignedIn(request, fixture.clock()));
};

const scopes = {
  everything: () => Promise.resolve({ action: 'freeze-processing', scope: 'all' }),
  people: async () => {
    const { subject } = await newPerson(fixture);
    return { action: 'freeze-processing', scope: { subjects: [subject] } };
  },
  client: () =>
    Promise.resolve({
      action: 'revoke-client',
      scope: { issuer: 'https://services.example.com', clientId: 'b' },
    }),
};

describe.each(['before', 'after'] as const)('cut off %s each of its calls', (when) => {
  test.each(Object.entries(scopes))(
    'a containment of %s is in force or not, and the same call again completes it once',
    async (_, scopeOf) => {
      for (let position = 1, isDone = false; !isDone; position += 1) {
        const incidentId = await fixture.newIncident();
        const path = `/v1/incidents/${incidentId}/contain`;
        const body = await scopeOf();
        const database = cutAt(position, when);

        const cut = await sendOn(database, 'POST', path, body);
        isDone = database.calls() < position;
        expect(cut.status).toBe(isDone ? 201 : 503);
        const { status, body: made } = await fixture.contain(incidentId, body);
        const { containmentId } = made as { readonly containmentId: string };

        expect(status).toBe(201);
        const of = (rows: Record<string, unknown>[]) =>
          rows.filter((row) => JSON.stringify(row).includes(containmentId));
        expect(
          (await rowsOf(containments)).filter((row) => row['incidentId'] === incidentId),
        ).toHaveLength(1);
        expect(of(await rowsOf(outbox))).toHaveLength(1);

        const undoing = cutAt(position, when);
        await sendOn(undoing, 'DELETE', `${path}/${containmentId}`);
        expect((await fixture.undo(incidentId, containmentId)).body.state).toBe('undone');
        expect(of(await rowsOf(containmentControls))).toEqual([]);
        expect(of(await rowsOf(outbox))).toHaveLength(2);
      }
    },
    30_000,
  );
});
