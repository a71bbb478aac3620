import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ScanCommand } from '@aws-sdk/client-dynamodb';
import {
  containedPeople,
  containmentControls,
  containments,
} from '../../lambda/containment/table.ts';
import { outbox } from '../../lambda/ledger/table.ts';
import type { TableFacts } from '../../lambda/platform/dynamo/facts.ts';
import { fromItem } from '../../lambda/platform/dynamo/statement.ts';
import { canonicalJson } from '../../lambda/value/canonical.ts';
import { interrupted } from '../faults/connections.ts';
import { officer } from '../incident/incident-fixture.ts';
import { call, justSignedIn } from '../support/call.ts';
import { newPerson, openContainmentFixture } from './containment-fixture.ts';
import type { ContainmentFixture } from './containment-fixture.ts';

let fixture: ContainmentFixture;
beforeAll(async () => {
  fixture = await openContainmentFixture();
});
afterAll(() => fixture.stop());

const rowsOf = async (table: TableFacts) => {
  const { client, physicalName } = fixture.database;
  const { Items = [] } = await client.send(new ScanCommand({ TableName: physicalName(table) }));
  return Items.map(fromItem);
};
const entriesOf = async (containmentId: string) =>
  (await rowsOf(outbox)).filter(({ codes = {} }) => canonicalJson(codes).includes(containmentId));
const timelineOf = async (incidentId: string) => {
  const { body } = await fixture.send('GET', `/v1/incidents/${incidentId}`);
  return body.timeline as { kind: string; codes: Record<string, string> }[];
};
const kindsOf = async (incidentId: string) =>
  (await timelineOf(incidentId)).map(({ kind }) => kind).toReversed();

const freezeAll = { action: 'freeze-processing', scope: 'all' } as const;
const freezeText = { action: 'freeze-processing', scope: { categories: ['prompt-text'] } } as const;
const revoke = {
  action: 'revoke-client',
  scope: { issuer: 'https://services.example.com', clientId: 'search-index' },
} as const;

describe('a freeze by staff', () => {
  test('denies at once, is in the timeline and the ledger, and is undone', async () => {
    const incidentId = await fixture.newIncident();
    const person = await newPerson(fixture);
    expect(await fixture.decisionOf(person)).toBe('permit');

    const { status, body } = await fixture.contain(incidentId, freezeAll);

    expect(status).toBe(201);
    expect(body).toMatchObject({ state: 'applied', target: { kind: 'everything' } });
    expect(Date.parse(body.effectiveBy) - Date.parse(body.appliedAt)).toBe(300_000);
    expect(await fixture.decisionOf(person)).toBe('deny');
    const undone = await fixture.undo(incidentId, body.containmentId);
    expect(undone.body).toMatchObject({ state: 'undone', containmentId: body.containmentId });
    expect(await fixture.decisionOf(person)).toBe('permit');
    expect(await kindsOf(incidentId)).toEqual([
      'opened',
      'containment-applied',
      'containment-undone',
    ]);
    const incident = await fixture.send('GET', `/v1/incidents/${incidentId}`);
    expect(incident.body.containments).toEqual({
      ...{ inForce: 0, failed: 0, undone: 1 },
      items: [undone.body],
    });
    expect((await entriesOf(body.containmentId)).map(({ type }) => type).sort()).toEqual([
      'containment.applied',
      'containment.undone',
    ]);
  });

  test('is in the incident while it lasts, newest first, so that it can be undone', async () => {
    const incidentId = await fixture.newIncident();
    const first = await fixture.contain(incidentId, freezeText);
    const second = await fixture.contain(incidentId, revoke);

    const { body } = await fixture.send('GET', `/v1/incidents/${incidentId}`);

    expect(body.containments).toEqual({
      ...{ inForce: 2, failed: 0, undone: 0 },
      items: [second.body, first.body],
    });
    for (const { containmentId } of body.containments.items) {
      await fixture.undo(incidentId, containmentId);
    }
  });

  test('names people by their random id as well: not everyone sees identifiers', async () => {
    const incidentId = await fixture.newIncident();
    const [one, two] = await Promise.all([1, 2].map(() => newPerson(fixture)));
    const subjects = [
      { subjectId: one!.subjectId },
      one!.subject,
      two!.subject,
      { subjectId: randomUUID() },
    ];
    const freeze = { action: 'freeze-processing', scope: { subjects } };

    const plan = await fixture.contain(incidentId, { ...freeze, dryRun: true });
    const { body } = await fixture.contain(incidentId, freeze);

    expect(plan.body.counts).toEqual({ people: 2, unknown: 1 });
    expect(body.target).toEqual({ kind: 'people', people: 2 });
    expect(await fixture.decisionOf(one!)).toBe('deny');
    await fixture.undo(incidentId, body.containmentId);
    expect(await fixture.decisionOf(one!)).toBe('permit');
  });

  const scopes = 'send "all", {"categories": [...]} or {"subjects": [...]}';
  const people = 'send {"type", "value"} or {"subjectId"}';
  test.each<[object, string, unknown]>([
    [{ action: 'freeze-processing' }, '/scope', scopes],
    [{ action: 'freeze-processing', scope: 'everything' }, '/scope', scopes],
    [{ action: 'freeze-processing', scope: ['prompt-text'] }, '/scope', scopes],
    [{ action: 'freeze-processing', scope: { subjects: ['ada'] } }, '/scope/subjects/0', people],
    [{ action: 'rotate-keys', scope: { subjects: ['ada'] } }, '/scope/subjects/0', people],
    [
      { action: 'freeze-processing', scope: { subjects: [{ subjectId: 'ada' }] } },
      '/scope/subjects/0/subjectId',
      'send an id such as 0193f1c0-5a7e-7c3a-9d2e-1b2c3d4e5f60',
    ],
    [
      { action: 'freeze' },
      '/action',
      'send one of: freeze-processing, revoke-client, quarantine-function, rotate-keys',
    ],
    [
      {
        action: 'revoke-client',
        scope: { issuer: 'https://login.exmaple.com', clientId: 'search-index' },
      },
      '/scope/issuer',
      'send the issuer of a service: https://services.example.com',
    ],
  ])('that cannot be is rejected with its remedy: %j', async (body, pointer, message) => {
    const incidentId = await fixture.newIncident();

    for (const dryRun of [true, false]) {
      const { status, body: problem } = await fixture.contain(incidentId, { ...body, dryRun });

      expect(status).toBe(422);
      expect(problem.errors).toEqual([{ pointer, message }]);
    }
  });

  test('of people counts them, and stores who they are apart, without their identifiers', async () => {
    const incidentId = await fixture.newIncident();
    const [one, two, free] = await Promise.all([1, 2, 3].map(() => newPerson(fixture)));
    const unknown = { type: 'email', value: 'no-one@example.org' };
    const subjects = [one!.subject, two!.subject, one!.subject, unknown];

    const { status, body } = await fixture.contain(incidentId, {
      action: 'freeze-processing',
      scope: { subjects },
    });

    expect(status).toBe(201);
    expect(body.target).toEqual({ kind: 'people', people: 2 });
    expect(await Promise.all([one!, two!, free!].map((each) => fixture.decisionOf(each)))).toEqual([
      'deny',
      'deny',
      'permit',
    ]);
    const stored = JSON.stringify([
      ...(await rowsOf(containments)),
      ...(await rowsOf(containedPeople)),
      ...(await entriesOf(body.containmentId)),
    ]);
    expect(stored).not.toContain('@');
    await fixture.undo(incidentId, body.containmentId);
    expect(await fixture.decisionOf(one!)).toBe('permit');
  });

  test('of people that no one knows is not found; an unknown category is named', async () => {
    const incidentId = await fixture.newIncident();
    const unknown = { type: 'email', value: 'no-one@example.org' };

    const none = await fixture.contain(incidentId, {
      action: 'freeze-processing',
      scope: { subjects: [unknown] },
    });
    const category = await fixture.contain(incidentId, {
      action: 'freeze-processing',
      scope: { categories: ['prompt-text', 'nothing-like-it'] },
    });

    expect(none.status).toBe(404);
    expect(category.status).toBe(422);
    expect(category.body.errors[0].pointer).toBe('/scope/categories/1');
  });

  test.each(['freeze-processing', 'rotate-keys'])(
    '%s: of a person who is erased in the same moment is not found, and stores nothing',
    async (action) => {
      const incidentId = await fixture.newIncident();
      const { subject, subjectId } = await newPerson(fixture);
      const connection = await interrupted(fixture, 'ExecuteTransaction', async () => {
        await fixture.subjects.fence(subjectId);
        await fixture.subjects.forget(subjectId);
      });

      const path = `/v1/incidents/${incidentId}/contain`;
      const body = { action, scope: { subjects: [subject] } };
      const { status } = await call(
        fixture.appOn(connection.database),
        justSignedIn({ method: 'POST', path, caller: officer, body }, fixture.clock()),
      );
      await connection.stop();

      expect(status).toBe(404);
      expect(await kindsOf(incidentId)).toEqual(['opened']);
      expect(
        (await rowsOf(containedPeople)).filter((row) => row['subjectId'] === subjectId),
      ).toEqual([]);
    },
  );

  test('of a person who is erased meanwhile is undone all the same', async () => {
    const incidentId = await fixture.newIncident();
    const person = await newPerson(fixture);
    const { body } = await fixture.contain(incidentId, {
      action: 'freeze-processing',
      scope: { subjects: [person.subject] },
    });
    await fixture.subjects.fence(person.subjectId);
    await fixture.subjects.forget(person.subjectId);

    const undone = await fixture.undo(incidentId, body.containmentId);

    expect(undone.body.state).toBe('undone');
  });
});

describe('each containment', () => {
  test.each([['freeze-processing', freezeText] as const, ['revoke-client', revoke] as const])(
    '%s: a dry run says what would happen, and changes no row',
    async (action, body) => {
      const incidentId = await fixture.newIncident();
      const tables = [containmentControls, containments, containedPeople, outbox];
      const before = canonicalJson(await Promise.all(tables.map(rowsOf)));

      const { status, body: plan } = await fixture.contain(incidentId, { ...body, dryRun: true });

      expect(status).toBe(200);
      expect(plan).toMatchObject({ dryRun: true, action });
      expect(plan.effects.length).toBeGreaterThan(1);
      expect(Object.keys(plan.counts).length).toBeGreaterThan(0);
      expect(canonicalJson(await Promise.all(tables.map(rowsOf)))).toBe(before);
      expect(await kindsOf(incidentId)).toEqual(['opened']);
    },
  );

  test.each([['freeze-processing', freezeText] as const, ['revoke-client', revoke] as const])(
    '%s: the same again is the same containment, with a key or without, until it is undone',
    async (_, body) => {
      const incidentId = await fixture.newIncident();
      const headers = { 'Idempotency-Key': randomUUID() };

      const first = await fixture.contain(incidentId, body, headers);
      const again = await fixture.contain(incidentId, body, headers);
      const other = await fixture.contain(incidentId, body);
      const ids = [first, again, other].map((one) => one.body.containmentId as string);
      await fixture.undo(incidentId, ids[0]!);
      const twice = await fixture.undo(incidentId, ids[0]!);
      const next = await fixture.contain(incidentId, body);
      await fixture.undo(incidentId, next.body.containmentId);

      expect(new Set(ids).size).toBe(1);
      expect(twice.body.state).toBe('undone');
      expect(next.body.containmentId).not.toBe(ids[0]);
      expect(await entriesOf(ids[0]!)).toHaveLength(2);
    },
  );

  test.each([['freeze-processing', freezeText] as const, ['revoke-client', revoke] as const])(
    '%s: ordered several times at the same moment, it is one containment',
    async (_, body) => {
      const incidentId = await fixture.newIncident();

      const made = await Promise.all(
        Array.from({ length: 4 }, () => fixture.contain(incidentId, body)),
      );

      const ids = new Set(made.map((one) => one.body.containmentId as string));
      expect(ids.size).toBe(1);
      for (const id of ids) await fixture.undo(incidentId, id);
    },
  );

  test('is for staff of incidents who signed in a short time ago', async () => {
    const incidentId = await fixture.newIncident();
    const path = `/v1/incidents/${incidentId}/contain`;
    const caller = { kind: 'staff', issuer: 'https://login.example.com', name: 'x' } as const;

    const wrongScope = await fixture.send('POST', path, {
      body: freezeAll,
      scopes: 'custos/holds',
    });
    const longAgo = await fixture.send('POST', path, {
      body: freezeAll,
      caller: { ...caller, authenticatedAt: 1 as never },
    });

    expect([wrongScope.status, longAgo.status]).toEqual([403, 401]);
  });

  test('of an unknown incident, or with an unknown id, is not found', async () => {
    const [incidentId, other] = [await fixture.newIncident(), await fixture.newIncident()];
    const { body } = await fixture.contain(incidentId, freezeText);

    const results = await Promise.all([
      fixture.contain(randomUUID(), freezeAll),
      fixture.undo(incidentId, randomUUID()),
      fixture.undo(other, body.containmentId),
      fixture.undo(incidentId, 'no-id'),
    ]);
    await fixture.undo(incidentId, body.containmentId);

    expect(results.map(({ status }) => status)).toEqual([404, 404, 404, 404]);
  });

  test('at the same moment: two freezes by two incidents are both in force', async () => {
    const [one, two] = [await fixture.newIncident(), await fixture.newIncident()];
    const person = await newPerson(fixture);

    const [first, second] = await Promise.all([
      fixture.contain(one, freezeText),
      fixture.contain(two, freezeAll),
    ]);
    await fixture.undo(one, first.body.containmentId);

    expect(await fixture.decisionOf(person)).toBe('deny');
    await fixture.undo(two, second.body.containmentId);
    expect(await fixture.decisionOf(person)).toBe('permit');
  });
});
