import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { incidentClocks } from '../../lambda/incident/needs.ts';
import { openIncidents } from '../../lambda/incident/store.ts';
import { watchClocks } from '../../lambda/incident/watch-clocks.ts';
import { outbox } from '../../lambda/ledger/table.ts';
import { boundTo } from '../record/record-fixture.ts';
import { grave, mild } from './facts.ts';
import { openIncidentFixture, stolenToken } from './incident-fixture.ts';
import type { IncidentFixture } from './incident-fixture.ts';

let fixture: IncidentFixture;
beforeAll(async () => {
  fixture = await openIncidentFixture();
});
afterAll(() => fixture.stop());

async function watchAt(time: string) {
  fixture.setClock(time);
  fixture.lines.length = 0;
  const parts = { ...fixture, database: boundTo(incidentClocks, fixture, fixture.database) };
  await watchClocks({ ...parts, incidents: openIncidents(parts) });
  return fixture.lines
    .map((line) => JSON.parse(line) as { code: string; kind: string; jurisdiction: string })
    .map(({ code, kind, jurisdiction }) => `${code} ${jurisdiction} ${kind}`);
}
const timeline = async (path: string) =>
  ((await fixture.send('GET', path)).body.timeline as { kind: string; codes: { duty?: string } }[])
    .map(({ kind, codes: { duty } }) => (duty ? `${kind} ${duty}` : kind))
    .reverse();
async function open(): Promise<{ path: string; etag: string }> {
  fixture.setClock('2026-11-24T06:00:00Z');
  const { body, headers } = await fixture.send('POST', '', { body: stolenToken });
  return { path: `/${body.incidentId}`, etag: headers['etag']! };
}

describe('the schedule of clocks', () => {
  test('reminds when a third of the time is left, and reports what is overdue until it is settled', async () => {
    const { path } = await open();

    expect(await watchAt('2026-11-26T04:59:59Z')).toEqual([]);
    expect(await watchAt('2026-11-26T05:00:00Z')).toEqual([
      'BREACH_DUE_SOON gdpr authority',
      'BREACH_DUE_SOON gdpr subjects',
    ]);
    expect(await watchAt('2026-11-26T05:15:00Z')).toEqual([]);
    const overdue = ['BREACH_OVERDUE gdpr authority', 'BREACH_OVERDUE gdpr subjects'];
    expect(await watchAt('2026-11-27T05:00:01Z')).toEqual(overdue);
    expect(await watchAt('2026-11-27T05:15:01Z')).toEqual(overdue);
    expect(await timeline(path)).toEqual([
      'opened',
      'clock-due-soon authority',
      'clock-due-soon subjects',
      'clock-overdue authority',
      'clock-overdue subjects',
    ]);
    const entries = (await fixture.rows(outbox)).filter(
      ({ type }) => type === 'incident.clock-overdue',
    );
    expect(entries.map(({ codes }) => codes)).toMatchObject([
      { incidentId: path.slice(1), jurisdiction: 'gdpr' },
      { incidentId: path.slice(1) },
    ]);

    const { headers } = await fixture.send('GET', path);
    const reasons = 'Late, because the officer was ill.';
    const late = { jurisdiction: 'gdpr', at: '2026-11-27T05:00:00Z', phase: 'concluding' };
    const settled = await fixture.send('PATCH', path, {
      headers: { 'if-match': headers['etag']! },
      body: {
        assessment: { answers: grave, risk: 'high-risk', reasons },
        informed: [
          { ...late, duty: 'authority' },
          { ...late, duty: 'subjects' },
        ],
      },
    });
    expect(settled.status).toBe(200);
    expect(await watchAt('2026-11-27T06:00:00Z')).toEqual([]);
  });

  test('reminds again once the due date has moved', async () => {
    const { path, etag } = await open();
    await watchAt('2026-11-26T05:00:00Z');

    await fixture.send('PATCH', path, {
      body: { awareAt: '2026-11-24T05:30:00Z' },
      headers: { 'if-match': (await fixture.send('GET', path)).headers['etag'] ?? etag },
    });

    expect(await watchAt('2026-11-26T05:30:00Z')).toContain('BREACH_DUE_SOON gdpr authority');
    await close(path);
  });

  test('passes over what is closed', async () => {
    const { path } = await open();
    await close(path);

    expect(await watchAt('2026-12-24T05:00:00Z')).toEqual([]);
  });
});

async function close(path: string): Promise<void> {
  const { headers } = await fixture.send('GET', path);
  const reasons = 'Nothing was read.';
  const not = { jurisdiction: 'gdpr', outcome: 'do-not-notify', reasons, ground: 'not-a-breach' };
  const closed = await fixture.send('PATCH', path, {
    headers: { 'if-match': headers['etag']! },
    body: {
      state: 'closed',
      assessment: { answers: mild, risk: 'none', reasons },
      decisions: [
        { ...not, duty: 'authority' },
        { ...not, duty: 'subjects' },
      ],
    },
  });
  expect(closed.status).toBe(200);
}
