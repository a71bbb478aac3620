import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { incidentsPerHour } from '../../lambda/incident/model/burst.ts';
import { reportHandlers } from '../../lambda/incident/report/api.ts';
import { incidentReportApi } from '../../lambda/incident/report/needs.ts';
import { reportRoutes } from '../../lambda/incident/report/routes.ts';
import { createApp } from '../../lambda/platform/http/app.ts';
import type { IncidentId } from '../../lambda/value/ids.ts';
import { boundTo, platformOf } from '../record/record-fixture.ts';
import { call } from '../support/call.ts';
import { issuer, openIncidentFixture } from './incident-fixture.ts';
import type { IncidentFixture } from './incident-fixture.ts';

let fixture: IncidentFixture;
beforeAll(async () => {
  fixture = await openIncidentFixture();
  fixture.setClock('2026-11-24T06:00:00Z');
});
afterAll(() => fixture.stop());

const bulkRead = {
  detection: 'bulk-read',
  title: 'Many records were read',
  description: 'A client read 4,000 records in a minute.',
  kind: 'confidentiality',
  categories: ['prompt-text'],
} as const;

function report(rest: object = {}, headers = {}, name = 'guard', iss = issuer) {
  const app = createApp(
    { ...fixture, database: boundTo(incidentReportApi, fixture, fixture.database) },
    reportRoutes,
    reportHandlers(platformOf(incidentReportApi, fixture)),
  );
  return call(app, {
    ...{ method: 'POST', path: '/v1/incident-reports', headers, body: { ...bulkRead, ...rest } },
    caller: { kind: 'service', issuer: iss, name },
  });
}
const listed = async () =>
  (await fixture.send('GET', '')).body.items as { incidentId: string; title: string }[];

test('reports of one detection by one service are one incident, with what each said', async () => {
  const first = await report();
  const second = await report({ title: 'And more' });

  expect([first.status, first.body]).toEqual([202, { reportId: expect.any(String) as string }]);
  expect(second.body.reportId).not.toBe(first.body.reportId);
  const [incident, ...others] = await listed();
  expect(others).toEqual([]);
  const { body } = await fixture.send('GET', `/${incident!.incidentId}`);
  expect(body).toMatchObject({
    source: 'service',
    title: bulkRead.title,
    awareness: 'assumed',
    categories: ['prompt-text'],
    detected: { detection: 'bulk-read', events: 2, principals: ['guard'] },
  });
  expect(body.timeline).toMatchObject([
    {
      kind: 'reported',
      by: 'service',
      codes: { text: expect.stringMatching(/^And more/) as string },
    },
    { kind: 'opened', by: 'service' },
  ]);
});

test('another service or another detection is another incident', async () => {
  const before = (await listed()).length;
  await report({}, {}, 'scanner');
  await report({ detection: 'odd-hours' });

  expect((await listed()).length).toBe(before + 2);
});

test('what a scan finds of many past days is one incident, in whatever order it is reported', async () => {
  const before = (await listed()).length;
  const days = ['24', '10', '24', '03', '17', '10'];

  for (const day of days) {
    await report({ detection: 'scan', occurredAt: `2026-11-${day}T05:00:00Z` });
  }

  const [incident, ...others] = await listed();
  expect(others.length).toBe(before);
  const { body } = await fixture.send('GET', `/${incident!.incidentId}`);
  expect(body.detected).toMatchObject({
    events: days.length,
    firstAt: '2026-11-03T05:00:00.000Z',
    lastAt: '2026-11-24T05:00:00.000Z',
  });
});

test('one idempotency key is one report, sent twice or at the same time', async () => {
  const headers = { 'idempotency-key': 'report-1' };
  const body = { detection: 'with-a-key' };
  const [first, again] = [await report(body, headers), await report(body, headers)];
  expect(again.body).toEqual(first.body);
  const together = { 'idempotency-key': 'report-2' };

  const answers = await Promise.all([report(body, together), report(body, together)]);

  expect(
    answers.map(({ status }) => status).filter((status) => status === 202).length,
  ).toBeGreaterThan(0);
  for (const { status } of answers) expect([202, 409]).toContain(status);
  const [incident] = await listed();
  const { body: shown } = await fixture.send('GET', `/${incident!.incidentId}`);
  expect(shown.detected.events).toBe(2);
});

describe('a client that reports one detection after the other', () => {
  const hours = (count: number) =>
    fixture.setClock(
      new Date(Date.parse('2026-11-24T06:00:00Z') + count * 3_600_000).toISOString(),
    );
  afterEach(() => hours(0));
  const many = async (client: string, from: number, count: number, iss = issuer) => {
    for (let index = from; index < from + count; index += 1) {
      const given = { detection: `odd-${index}`, title: `Report ${index}` };
      expect((await report(given, {}, client, iss)).status).toBe(202);
    }
  };
  const of = async (client: string) => {
    const { body } = await fixture.send('GET', '', { query: { limit: '100' } });
    const all = await Promise.all(
      (body.items as { incidentId: string }[]).map(
        async ({ incidentId }) => (await fixture.send('GET', `/${incidentId}`)).body,
      ),
    );
    return all.filter(({ detected }) => detected?.principals.includes(client));
  };
  const close = (incidentId: string) =>
    fixture.incidents.update(incidentId as IncidentId, { kind: 'system' }, () => ({
      ...{ kind: 'change', set: { state: 'closed' } },
    }));

  test('opens a few incidents an hour; all others join the newest, and nothing of them is lost', async () => {
    await many('loud', 0, 12);

    const [newest, ...others] = await of('loud');
    expect(others).toHaveLength(incidentsPerHour - 1);
    expect(newest.title).toBe(`Report ${incidentsPerHour - 1}`);
    expect(newest.detected.events).toBe(12 - incidentsPerHour + 1);
    const reported = newest.timeline.filter(({ kind }: { kind: string }) => kind === 'reported');
    expect(reported).toHaveLength(12 - incidentsPerHour);
    expect(reported[0].codes).toMatchObject({
      ...{ detection: 'odd-11', kind: 'confidentiality', categories: ['prompt-text'] },
      occurredAt: '2026-11-24T06:00:00.000Z',
      text: `Report 11\n${bulkRead.description}`,
    });
    hours(1.5);
    await many('loud', 12, 1);
    expect(await of('loud')).toHaveLength(incidentsPerHour + 1);
    await many('loud', 11, 1);
    expect(await of('loud')).toHaveLength(incidentsPerHour + 1);
  });

  test('does so at the same moment, too', async () => {
    const sent = await Promise.all(
      Array.from({ length: 24 }, (_, index) =>
        report({ detection: `at-once-${index}` }, {}, 'flood'),
      ),
    );

    expect(new Set(sent.map(({ status }) => status))).toEqual(new Set([202]));
    const found = await of('flood');
    expect(found).toHaveLength(incidentsPerHour);
    expect(found.reduce((sum: number, { detected }) => sum + Number(detected.events), 0)).toBe(24);
  });

  test('joins an incident that is open; where all are closed, it opens another one', async () => {
    await many('closing', 0, incidentsPerHour);
    const opened = await of('closing');
    await close(opened[0].incidentId);
    await many('closing', 20, 1);
    expect((await of('closing'))[1]).toMatchObject({ detected: { events: 2 } });

    for (const { incidentId } of opened) await close(incidentId);
    await many('closing', 21, 2);

    const [newest, ...others] = await of('closing');
    expect(others).toHaveLength(incidentsPerHour);
    expect(newest.detected.events).toBe(2);
  });

  test('is not another client, nor one of that name of another issuer', async () => {
    await many('same-name', 0, incidentsPerHour + 2);
    await many('same-name', 0, 1, 'https://other.example.com');

    expect(await of('same-name')).toHaveLength(incidentsPerHour + 1);
  });
});

test('a title with an address or a number of a person is rejected, and not repeated', async () => {
  const { status, body } = await report({ title: 'Mail of ada@example.org was read' });

  expect(status).toBe(422);
  expect(body.errors).toMatchObject([
    { pointer: '/title', message: expect.stringMatching(/^leave out/) as string },
  ]);
  expect(JSON.stringify(body)).not.toContain('ada');
});

test('a report of the future, or of a category that the policy has not, is rejected', async () => {
  const rejected = await report({ occurredAt: '2026-11-24T07:00:00Z', categories: ['horoscopes'] });

  expect(rejected.status).toBe(422);
  expect(rejected.body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual([
    '/categories/0',
    '/occurredAt',
  ]);
});
