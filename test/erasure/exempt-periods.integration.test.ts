import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { subjectKeys, tombstones } from '../../lambda/platform/keyring/table.ts';
import { openLog } from '../../lambda/platform/log/log.ts';
import { sweep } from '../../lambda/fulfilment/sweep.ts';
import { requestSweep } from '../../lambda/fulfilment/needs.ts';
import { retentionStream } from '../../lambda/retention/needs.ts';
import { watchKeys } from '../../lambda/retention/watch-keys.ts';
import { openRequestStore } from '../../lambda/request/store.ts';
import { requests } from '../../lambda/request/table.ts';
import { milliseconds, plusSeconds, seconds, toRfc3339 } from '../../lambda/value/time.ts';
import { boundTo } from '../record/record-fixture.ts';
import { readStream } from '../retention/stream-source.ts';
import { firstAttempt, follow, openRequestFixture, staff } from '../request/request-fixture.ts';
import type { Person, RequestFixture } from '../request/request-fixture.ts';
import { erasures } from './erasure-fixture.ts';
import { erase } from './erasure-steps.ts';

let fixture: RequestFixture;
beforeEach(async () => {
  fixture = await openRequestFixture();
  fixture.setClock('2026-11-28T10:00:00.250Z');
});
afterEach(() => fixture.stop());

const { user, ask, of } = erasures(() => fixture);

const classesOf = async (person: Person) =>
  of(await fixture.rows(subjectKeys), person)
    .map((row) => row['erasureClass'])
    .toSorted();
const rowOf = async (requestId: string) =>
  (await fixture.rows(requests)).find((row) => row['requestId'] === requestId);

/** With the tables that the sweep may reach, and no other. */
const swept = () => {
  const parts = { ...fixture, database: boundTo(requestSweep, fixture.server, fixture.database) };
  return sweep(parts, openRequestStore(parts), plusSeconds(fixture.clock(), 60));
};

async function unexplained(): Promise<readonly string[]> {
  const lines: string[] = [];
  const watch = watchKeys({
    ...{ policy: fixture.policy, clock: fixture.clock },
    database: boundTo(retentionStream, fixture.server, fixture.database),
    log: openLog({ function: 'retention-stream', stage: 'test' }, (line) => lines.push(line)),
  });
  await watch({ Records: await readStream(fixture.server, tombstones) });
  await watch({ Records: await readStream(fixture.server, subjectKeys) });
  return lines;
}

/** A usage log that the policy withholds for longer than the evidence of a request. */
async function keepForSafety({ subjectId }: Person): Promise<void> {
  const input = { category: 'usage-log', purposes: ['safety'], content: 'login' };
  const times = { collectedAt: fixture.clock(), expiresAt: seconds(Date.UTC(2031, 10) / 1000) };
  await fixture.records.write([fixture.records.draft(subjectId, input, times)], []);
}

/** Erased, with until when each key class is kept as the answer says. */
async function erased() {
  const person = await user();
  await keepForSafety(person);
  const answer = await ask(person, { reason: 'A reason of my own', locale: 'de' });
  const run = firstAttempt(answer);
  await erase(fixture, run);
  const token = answer.body.followUpToken as string;
  const { body } = await follow(fixture, token);
  const untilOf = (category: string): string =>
    body.tasks[0].withheld.find((item: { category: string }) => item.category === category).until;
  return { person, ...run, token, untilOf };
}

/** Sweeps a millisecond before the end, then at it. */
async function atTheEnd<Seen>(end: string, see: () => Promise<Seen>): Promise<[Seen, Seen]> {
  fixture.setClock(toRfc3339(milliseconds(Date.parse(end) - 1)));
  await swept();
  const before = await see();
  fixture.setClock(end);
  await swept();
  return [before, await see()];
}

describe('GDPR Art. 5(1)(e): what an erasure leaves on a ground ends', () => {
  test('class by class, each with its own period, by orders that explain it', async () => {
    const { person, untilOf } = await erased();
    const [all, two] = await atTheEnd(untilOf('request-evidence'), () => classesOf(person));
    const stones = (await fixture.rows(tombstones)).length;
    const [, one] = await atTheEnd(untilOf('usage-log'), () => classesOf(person));
    const [last, none] = await atTheEnd(untilOf('consent-evidence'), () => classesOf(person));

    expect(all).toEqual(['consent-evidence', 'request-evidence', 'withheld-legal-obligation']);
    expect(two).toEqual(['consent-evidence', 'withheld-legal-obligation']);
    expect(one).toEqual(['consent-evidence']);
    expect(last).toEqual(one);
    expect(none).toEqual([]);
    expect(await fixture.rows(tombstones)).toHaveLength(stones + 2);
    expect(await unexplained()).toEqual([]);
  });

  test('the content of the request with the evidence of it, not with what is retained longest', async () => {
    const { person, requestId, token, untilOf } = await erased();
    const see = async () => ({
      row: await rowOf(requestId),
      followed: await follow(fixture, token),
    });

    const [before, after] = await atTheEnd(untilOf('request-evidence'), see);

    expect(before.row).toMatchObject({ content: { locale: 'de', followUp: expect.any(String) } });
    expect(before.row).toHaveProperty('content.ciphertext');
    expect(before.followed.status).toBe(200);
    const { subjectId } = person;
    expect(after.row).toEqual({
      ...{ requestId, subjectId, kind: 'erasure', status: 'partially-completed' },
      ...{ version: expect.any(Number), attempt: 1, contentVersion: 1, jurisdiction: 'gdpr' },
      ...{ receivedAt: before.row!['receivedAt'], dueAt: before.row!['dueAt'] },
      content: { gatesPassed: [], timeline: [] },
      ...{ attention: 'sweep', attentionAt: untilOf('usage-log') },
      erasure: {
        fencedAt: expect.any(String),
        named: expect.any(Array),
        endedAt: untilOf('request-evidence'),
        withheld: [
          expect.objectContaining({ category: 'usage-log', until: untilOf('usage-log') }),
          expect.objectContaining({
            ...{ category: 'consent-evidence', until: untilOf('consent-evidence') },
          }),
        ],
      },
    });
    expect(after.followed.status).toBe(401);
    expect((await follow(fixture, token, 'POST', '/cancellation')).status).not.toBe(200);
  });

  test('and staff still find and read what is withheld, until that ends as well', async () => {
    const { requestId, untilOf } = await erased();
    const withheld = { ground: 'legal-obligation', category: 'usage-log' };
    const read = async () => {
      const { body: shown } = await staff(fixture, 'GET', `/${requestId}`);
      const listed = await staff(fixture, 'GET', '', { query: { status: 'partially-completed' } });
      const found = await staff(fixture, 'POST', `/${requestId}/withheld`, { body: withheld });
      return { shown, listed: listed.body.items, found: found.body.items };
    };

    const [before, after] = await atTheEnd(untilOf('request-evidence'), read);
    const [, end] = await atTheEnd(untilOf('consent-evidence'), () => rowOf(requestId));

    expect(before.shown).toHaveProperty('certificate');
    expect(before.shown.manifest.withheld).toEqual(before.shown.tasks[0].withheld);
    expect(after.shown).not.toHaveProperty('certificate');
    expect(after.shown).not.toHaveProperty('manifest');
    expect(after.shown.tasks).toEqual([
      {
        ...{ system: 'custos', status: 'completed' },
        withheld: before.shown.tasks[0].withheld.filter(
          ({ category }: { category: string }) => category !== 'request-evidence',
        ),
      },
    ]);
    expect(after.listed).toMatchObject([{ requestId }]);
    expect(after.found).toEqual(before.found);
    expect(after.found).toHaveLength(1);
    expect(end).not.toHaveProperty('attention');
    expect(end).toHaveProperty('expiresAt', Math.floor(fixture.clock() / 1000));
  });

  test('once, however often the sweep runs or dies between key and row', async () => {
    const { person, untilOf } = await erased();
    fixture.setClock(untilOf('request-evidence'));
    const broken = {
      ...fixture.requests,
      change: () => Promise.reject(new Error('killed')),
    } as unknown as RequestFixture['requests'];

    const failed = await sweep(fixture, broken, plusSeconds(fixture.clock(), 60));
    const first = await swept();
    const second = await swept();

    expect(failed.failed).toBe(1);
    expect([first.handled, second.handled]).toEqual([1, 0]);
    expect(await classesOf(person)).not.toContain('request-evidence');
    expect(await unexplained()).toEqual([]);
  });

  test('all of what ended while nothing swept, at once', async () => {
    const { person, requestId, untilOf } = await erased();

    fixture.setClock(untilOf('consent-evidence'));
    await swept();

    expect(await classesOf(person)).toEqual([]);
    expect(await rowOf(requestId)).not.toHaveProperty('content.ciphertext');
    expect(await rowOf(requestId)).toHaveProperty('expiresAt');
  });
});
