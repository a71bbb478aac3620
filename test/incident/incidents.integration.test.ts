import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openIncidentFixture, stolenToken } from './incident-fixture.ts';
import type { IncidentFixture } from './incident-fixture.ts';

let fixture: IncidentFixture;
beforeAll(async () => {
  fixture = await openIncidentFixture();
  fixture.setClock('2026-11-24T06:00:00Z');
});
afterAll(() => fixture.stop());

const open = (rest: object = {}, headers = {}) =>
  fixture.send('POST', '', { body: { ...stolenToken, ...rest }, headers });

describe('an incident', () => {
  test('is recorded with its times, and its timeline begins', async () => {
    const opened = await open({ alsoKinds: ['availability', 'confidentiality'] });

    expect(opened.status).toBe(201);
    expect(opened.body).toMatchObject({
      ...stolenToken,
      alsoKinds: ['availability'],
      state: 'open',
      phase: 'preliminary',
      source: 'staff',
      openedAt: '2026-11-24T06:00:00.000Z',
      timeline: [{ kind: 'opened', by: 'staff', at: '2026-11-24T06:00:00.000Z' }],
    });
    const { incidentId } = opened.body;
    expect((await fixture.send('GET', `/${incidentId}`)).body).toEqual(opened.body);
  });

  test('is recorded once for one idempotency key', async () => {
    const headers = { 'idempotency-key': 'incident-1' };

    const [first, second] = [await open({}, headers), await open({}, headers)];

    expect(second.status).toBe(201);
    expect(second.body).toEqual(first.body);
  });

  test.each([
    ['/occurredFrom', { occurredFrom: '2026-11-24T07:00:00Z', noticedAt: '2026-11-24T05:00:00Z' }],
    ['/noticedAt', { noticedAt: '2026-11-24T01:00:00Z' }],
    ['/awareAt', { awareAt: '2026-11-24T03:39:59Z' }],
    ['/awareAt', { awareAt: '2026-11-24T06:06:00Z' }],
    ['/occurredTo', { occurredTo: '2026-11-24T01:00:00Z' }],
  ])('is rejected at %s when its times contradict each other or the clock', async (at, times) => {
    const rejected = await open(times);

    expect(rejected.status).toBe(422);
    expect(rejected.body.errors.map(({ pointer }: { pointer: string }) => pointer)).toContain(at);
  });

  test('looks like any unknown path to those who guess its id', async () => {
    for (const id of ['0193f1c0-6b20-7a11-8c3d-4e5f60718297', 'x']) {
      expect((await fixture.send('GET', `/${id}`)).status).toBe(404);
    }
  });
});

describe('the list of incidents', () => {
  test('has each incident once, newest first, in pages', async () => {
    const made: string[] = [];
    for (let index = 0; index < 7; index += 1) made.unshift((await open()).body.incidentId);
    const listed: string[] = [];
    let cursor: string | undefined;

    do {
      const page = await fixture.send('GET', '', {
        query: { limit: '3', state: 'open', ...(cursor && { cursor }) },
      });
      expect(page.status).toBe(200);
      listed.push(...page.body.items.map(({ incidentId }: { incidentId: string }) => incidentId));
      cursor = page.body.nextCursor;
    } while (cursor !== undefined);

    expect(listed.slice(0, 7)).toEqual(made);
    expect(new Set(listed).size).toBe(listed.length);
  });
});
