import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openIncidents } from '../../lambda/incident/store.ts';
import { detectionInput, sightingOf } from '../../lambda/incident/intake/event.ts';
import { take } from '../../lambda/incident/intake/intake.ts';
import { recount } from '../../lambda/incident/intake/burst-count.ts';
import { meanings } from '../../lambda/incident/intake/meanings.ts';
import { incidentIntake } from '../../lambda/incident/intake/needs.ts';
import { joined, tallyOf } from '../../lambda/incident/model/burst.ts';
import type { Sighting } from '../../lambda/incident/model/burst.ts';
import type { Incident } from '../../lambda/incident/model/incident.ts';
import { incidentSources } from '../../lambda/incident/table.ts';
import type { Database } from '../../lambda/platform/dynamo/database.ts';
import type { IncidentId } from '../../lambda/value/ids.ts';
import { milliseconds, parseRfc3339, toRfc3339 } from '../../lambda/value/time.ts';
import { detections } from '../../lib/audit/detections.ts';
import { brokenAfter, losingAnswer } from '../faults/connections.ts';
import { boundTo } from '../record/record-fixture.ts';
import { detectionEvents } from '../support/detection-events.ts';
import { grave } from './facts.ts';
import { openIncidentFixture } from './incident-fixture.ts';
import type { IncidentFixture } from './incident-fixture.ts';

let fixture: IncidentFixture;
beforeAll(async () => {
  fixture = await openIncidentFixture();
  fixture.setClock('2026-11-30T00:00:00Z');
});
afterAll(() => fixture.stop());

const deps = (database: Database = fixture.database) => {
  const bound = { ...fixture, database: boundTo(incidentIntake, fixture, database) };
  return { ...bound, incidents: openIncidents(bound) };
};
let made = 0;
const seen = (rest: Partial<Sighting> = {}): Sighting => ({
  source: 'detection',
  detection: 'Stranger',
  eventId: `event-${(made += 1)}`,
  at: parseRfc3339('2026-11-28T22:00:00Z')!,
  principal: `arn:aws:iam::111122223333:role/${made}`,
  resources: ['arn:aws:dynamodb:eu-central-1:111122223333:table/records'],
  kinds: ['confidentiality'],
  title: 'Someone read data',
  description: 'See the events.',
  ...rest,
});
const get = async (incidentId: IncidentId): Promise<Incident> => {
  const found = await fixture.incidents.get(incidentId);
  if (found === undefined) throw new Error('it was opened');
  return found;
};
const hour = 3_600_000;
const later = (at: number, hours: number) => milliseconds(at + hours * hour);

describe('a detection', () => {
  test('opens an incident, with its event and no content; clocks run from when it was noticed', async () => {
    const sighting = seen();

    const { kind, incidentId } = await take(deps(), sighting);

    expect(kind).toBe('opened');
    expect(await get(incidentId)).toMatchObject({
      source: 'detection',
      state: 'open',
      awareness: 'assumed',
      occurredFrom: '2026-11-28T22:00:00.000Z',
      noticedAt: '2026-11-30T00:00:00.000Z',
      awareAt: '2026-11-30T00:00:00.000Z',
      detected: {
        detection: 'Stranger',
        events: 1,
        eventIds: [sighting.eventId],
        principals: [sighting.principal],
        resources: sighting.resources,
      },
    });
    const shown = await fixture.send('GET', `/${incidentId}`);
    expect(shown.body).toMatchObject({ detected: { events: 1 }, clocks: [{}, {}] });
  });

  test('of the same principal within a day joins the incident; of another one, or later, does not', async () => {
    const first = seen();
    const of = (hours: number, rest: Partial<Sighting> = {}) =>
      take(deps(), { ...seen(), principal: first.principal, at: later(first.at, hours), ...rest });
    const { incidentId } = await take(deps(), first);

    expect(await of(23)).toEqual({ kind: 'counted', incidentId });
    expect(await of(46)).toEqual({ kind: 'counted', incidentId });
    expect(await of(-20)).toEqual({ kind: 'counted', incidentId });
    expect((await get(incidentId)).detected).toMatchObject({
      events: 4,
      firstAt: '2026-11-28T02:00:00.000Z',
      lastAt: '2026-11-30T00:00:00.000Z',
    });
    expect((await of(1, { detection: 'CopyOut' })).kind).toBe('opened');
    expect((await of(1, { principal: 'arn:aws:iam::111122223333:user/other' })).kind).toBe(
      'opened',
    );
    fixture.setClock('2026-12-03T00:00:00Z');
    expect((await of(24 * 4)).kind).toBe('opened');
    fixture.setClock('2026-11-30T00:00:00Z');
  });

  test('after the incident was closed opens another one; a repeated event of it does not', async () => {
    const first = seen();
    const { incidentId } = await take(deps(), first);
    await fixture.incidents.update(incidentId, { kind: 'system' }, () => ({
      kind: 'change',
      set: { state: 'closed' },
    }));

    expect(await take(deps(), first)).toEqual({ kind: 'counted', incidentId });
    expect((await get(incidentId)).detected?.events).toBe(1);
    const next = await take(deps(), { ...first, eventId: 'another' });
    expect(next).toMatchObject({ kind: 'opened' });
    expect(next.incidentId).not.toBe(incidentId);
  });

  test('is in the timeline when its count grows tenfold', async () => {
    const first = seen();
    const { incidentId } = await take(deps(), first);
    for (let index = 0; index < 11; index += 1) {
      await take(deps(), { ...first, eventId: `more-${index}` });
    }

    const { body } = await fixture.send('GET', `/${incidentId}`);

    expect(
      body.timeline.map(({ kind, codes }: { kind: string; codes: object }) => [kind, codes]),
    ).toMatchObject([
      ['source-counted', { events: 10 }],
      ['opened', {}],
    ]);
    expect(body.detected.events).toBe(12);
  });
});

test('the count of a burst costs the same for each event, and leaves the tag of the incident to staff', async () => {
  const first = seen();
  const { incidentId } = await take(deps(), first);
  let rows = 0;
  const counting = (): Database => {
    const client = new DynamoDBClient({
      ...{ endpoint: fixture.endpoint, region: 'eu-central-1' },
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    });
    client.middlewareStack.add(
      (next) => async (args) => {
        const result = await next(args);
        rows += (result.output as { ScannedCount?: number }).ScannedCount ?? 1;
        return result;
      },
      { step: 'initialize', name: 'count' },
    );
    return { client, physicalName: fixture.database.physicalName };
  };
  const database = counting();
  const costs: number[] = [];
  for (let index = 0; index < 150; index += 1) {
    rows = 0;
    await take(deps(database), { ...first, eventId: `of-many-${index}` });
    costs.push(rows);
  }
  database.client.destroy();

  expect(Math.max(...costs)).toBeLessThan(30);
  const { version, detected } = await get(incidentId);
  expect(detected?.events).toBe(100);
  expect(version).toBeLessThan(30);
  await recount(deps(), incidentId);
  expect((await get(incidentId)).detected?.events).toBe(151);
});

test('the summary of events is the same in whatever order and groups they are counted', () => {
  const event = fc.record({
    eventId: fc.uuid(),
    at: fc.integer({ min: 0, max: 2 ** 40 }).map((each) => toRfc3339(milliseconds(each))),
    principal: fc.option(fc.constantFrom('a', 'b', 'c'), { nil: undefined }),
    resources: fc.array(fc.string({ maxLength: 3 }), { maxLength: 4 }),
  });
  fc.assert(
    fc.property(fc.array(event, { minLength: 2, maxLength: 60 }), fc.nat(), (events, split) => {
      const all = (given: typeof events) => given.map(tallyOf).reduce(joined);
      const cut = 1 + (split % (events.length - 1));
      const parts = [events.slice(cut), events.slice(0, cut)].map(all);

      expect(parts.reduce(joined)).toEqual(all(events));
      expect(all(events.toReversed())).toMatchObject({
        events: events.length,
        firstAt: events.map(({ at }) => at).sort()[0],
        lastAt: events
          .map(({ at }) => at)
          .sort()
          .at(-1),
      });
    }),
  );
});

test('shuffled, repeated and concurrent events of one burst are one incident, each counted once', async () => {
  const shape = fc.record({
    hours: fc.array(fc.integer({ min: 0, max: 24 * 60 }), { minLength: 1, maxLength: 8 }),
    deliveries: fc.array(fc.nat(), { minLength: 1, maxLength: 16 }),
    together: fc.integer({ min: 1, max: 8 }),
  });
  await fc.assert(
    fc.asyncProperty(shape, async ({ hours, deliveries, together }) => {
      const { principal, at } = seen();
      const events = hours.map((minute, index) =>
        seen({
          principal,
          at: milliseconds(at + minute * 60_000),
          eventId: `${principal}-${index}`,
        }),
      );
      const all = [...deliveries.map((each) => events[each % events.length]!), ...events];
      const ids = new Set<IncidentId>();
      for (let from = 0; from < all.length; from += together) {
        const batch = all.slice(from, from + together);
        const outcomes = await Promise.all(batch.map((each) => take(deps(), each)));
        for (const { incidentId } of outcomes) ids.add(incidentId);
      }

      expect(ids.size).toBe(1);
      const [incidentId] = ids;
      const { detected } = await get(incidentId!);
      expect(detected?.events).toBe(events.length);
      expect(Date.parse(detected!.firstAt)).toBe(Math.min(...events.map((each) => each.at)));
    }),
    { numRuns: 12 },
  );
});

describe('faults of the intake', () => {
  test('a lost answer: the event is sent again, and is one incident and one event', async () => {
    const sighting = seen();
    const lossy = await losingAnswer(fixture, 'ExecuteTransaction', () => Promise.resolve());
    await expect(take(deps(lossy.database), sighting)).rejects.toThrow('did not answer');
    expect(lossy.wasLost()).toBe(true);
    await lossy.stop();

    const { kind, incidentId } = await take(deps(), sighting);

    expect(kind).toBe('counted');
    expect((await get(incidentId)).detected?.events).toBe(1);
  });

  test('a crash before the count: the next event, or the schedule, counts what was missed', async () => {
    const first = seen();
    const { incidentId } = await take(deps(), first);
    const broken = await brokenAfter(fixture, 'ExecuteTransaction', 1);
    await expect(take(deps(broken.database), { ...first, eventId: 'crashed' })).rejects.toThrow(
      'did not answer',
    );
    await broken.stop();
    expect((await get(incidentId)).detected?.events).toBe(1);

    await recount(deps(), incidentId);

    expect((await get(incidentId)).detected?.events).toBe(2);
    expect(await take(deps(), { ...first, eventId: 'crashed' })).toEqual({
      kind: 'counted',
      incidentId,
    });
  });

  test('a crash before the first write leaves nothing', async () => {
    const sighting = seen();
    const broken = await brokenAfter(fixture, 'ExecuteTransaction', 0);
    await expect(take(deps(broken.database), sighting)).rejects.toThrow('did not answer');
    await broken.stop();

    expect((await take(deps(), sighting)).kind).toBe('opened');
  });
});

test('what staff decide meanwhile is not undone by a count', async () => {
  const first = seen();
  const { incidentId } = await take(deps(), first);
  const { headers } = await fixture.send('GET', `/${incidentId}`);
  await fixture.send('PATCH', `/${incidentId}`, {
    body: { assessment: { answers: grave, risk: 'high-risk', reasons: 'Data was read.' } },
    headers: { 'if-match': headers['etag']! },
  });

  await take(deps(), { ...first, eventId: 'after' });

  expect(await get(incidentId)).toMatchObject({
    state: 'assessing',
    assessment: { risk: 'high-risk' },
    detected: { events: 2 },
  });
});

describe('events of EventBridge', () => {
  const place = {
    account: '111122223333',
    region: 'eu-central-1',
    deployment: 'prod',
    key: 'arn:aws:kms:eu-central-1:111122223333:key/0f0e',
  };
  const now = parseRfc3339('2026-11-30T00:00:00Z')!;
  const samples = Object.entries(detectionEvents(place)).flatMap(([detection, { fires }]) =>
    fires.map(({ what, event }) => [detection, what, event] as const),
  );

  test('there are some of each detection, and each has a meaning', () => {
    expect(new Set(samples.map(([detection]) => detection))).toEqual(
      new Set(detections.map(({ id }) => id)),
    );
    expect(Object.keys(meanings).sort()).toEqual(detections.map(({ id }) => id).sort());
  });

  test.each(samples)('%s: %s has an id, a time, and who or what', (detection, _what, event) => {
    const sighting = sightingOf(
      detectionInput.parse({ detection, event: { id: 'e-1', ...event } }),
      now,
    );

    expect(sighting).toMatchObject({ source: 'detection', detection });
    expect(sighting?.eventId).toMatch(/^[\w-]+$/);
    expect(sighting?.principal ?? sighting?.resources[0]).toMatch(/^[\w:/.@-]+/);
  });

  test('no content and no address of the caller is kept', () => {
    const event = {
      id: 'e-1',
      time: '2026-11-28T22:00:00Z',
      detail: {
        eventID: 'c-1',
        sourceIPAddress: '192.0.2.1',
        userIdentity: {
          arn: 'arn:aws:sts::111122223333:assumed-role/Admin/ada@example.com',
          sessionContext: { sessionIssuer: { arn: 'arn:aws:iam::111122223333:role/Admin' } },
        },
        requestParameters: {
          tableName: 'records',
          key: { subjectId: 'secret' },
          statement: 'SELECT *',
        },
      },
    };

    const sighting = sightingOf(detectionInput.parse({ detection: 'PartiqlSelect', event }), now);

    expect(sighting).toMatchObject({
      eventId: 'c-1',
      principal: 'arn:aws:iam::111122223333:role/Admin',
      resources: ['records'],
    });
    expect(JSON.stringify(sighting)).not.toMatch(/ada@|192\.0|SELECT|secret/);
  });

  test('alarms about personal data are incidents; those about operation are none', () => {
    const alarm = (alarmName: string) =>
      sightingOf(
        detectionInput.parse({ detection: 'alarm', event: { id: 'a', detail: { alarmName } } }),
        now,
      );

    expect(alarm('Custos-prod-Watch-AlarmsUnexplainedDeletion0A1B')).toMatchObject({
      kinds: ['availability'],
      principal: 'Custos-prod-Watch-AlarmsUnexplainedDeletion0A1B',
    });
    for (const id of ['BulkReads', 'PersonalDataInLog2', 'ErasuresPaused', 'RoleTakeover']) {
      expect(alarm(`Custos-prod-Audit-${id}0A1B`), id).toBeDefined();
    }
    for (const id of ['DecisionLatency', 'RequestOverdue', 'BreachOverdue', 'IncidentReported']) {
      expect(alarm(`Custos-prod-Watch-Alarms${id}0A1B`), id).toBeUndefined();
    }
  });

  test.each(['Novel', 'constructor'])(
    'a detection that no one has described opens an incident all the same: %s',
    (detection) => {
      const input = detectionInput.parse({ detection, event: { id: 'n-1', detail: 7 } });

      const title = 'A detection fired';
      expect(sightingOf(input, now)).toMatchObject({ detection, eventId: 'n-1', title });
    },
  );
});

test('rows of events expire', async () => {
  const rows = await fixture.rows(incidentSources);

  expect(rows.length).toBeGreaterThan(10);
  for (const { expiresAt } of rows) expect(expiresAt).toBeGreaterThan(Date.now() / 1000);
});
