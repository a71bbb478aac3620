import { afterAll, beforeAll, expect, test } from 'vitest';
import { reportHandlers } from '../../lambda/incident/report/api.ts';
import { incidentReportApi } from '../../lambda/incident/report/needs.ts';
import { reportRoutes } from '../../lambda/incident/report/routes.ts';
import { createApp } from '../../lambda/platform/http/app.ts';
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

function report(rest: object = {}, headers = {}, name = 'guard') {
  const app = createApp(
    { ...fixture, database: boundTo(incidentReportApi, fixture, fixture.database) },
    reportRoutes,
    reportHandlers(platformOf(incidentReportApi, fixture)),
  );
  return call(app, {
    ...{ method: 'POST', path: '/v1/incident-reports', headers, body: { ...bulkRead, ...rest } },
    caller: { kind: 'service', issuer, name },
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

test('a report of the future, or of a category that the policy has not, is rejected', async () => {
  const rejected = await report({ occurredAt: '2026-11-24T07:00:00Z', categories: ['horoscopes'] });

  expect(rejected.status).toBe(422);
  expect(rejected.body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual([
    '/categories/0',
    '/occurredAt',
  ]);
});
