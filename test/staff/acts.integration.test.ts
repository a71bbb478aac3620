import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { emptyMonth, monthBucket } from '../../lambda/count/model/month.ts';
import { recordCounts } from '../../lambda/count/table.ts';
import { insert } from '../../lambda/platform/dynamo/statement.ts';
import { transact } from '../../lambda/platform/dynamo/transact.ts';
import { delayCodes } from '../../lambda/policy/law.ts';
import { refusalGrounds } from '../../lambda/request/model/refusals.ts';
import {
  newPerson,
  officer,
  openRequestFixture,
  staff,
  submit,
} from '../request/request-fixture.ts';
import type { Person, RequestFixture } from '../request/request-fixture.ts';
import { examplePolicy } from '../support/example-policy.ts';

const { requests } = examplePolicy;
const policy = {
  ...examplePolicy,
  requests: {
    ...requests,
    access: { ...requests.access, approvals: 1 },
    erasure: { ...requests.erasure, approvals: 2 },
  },
} as typeof examplePolicy;

let fixture: RequestFixture;
beforeAll(async () => {
  fixture = await openRequestFixture(policy);
  fixture.setClock('2026-11-24T12:00:00Z');
});
afterAll(() => fixture.stop());

const seesAll = { caller: { ...officer, seesMore: true } };
const colleague = { caller: { ...officer, name: 'second@example.com' } };
const correction = { category: 'prompt-text', pointer: '/city', value: 'Bonn' };
const bodies = {
  access: {},
  erasure: {},
  portability: {},
  rectification: { corrections: [correction] },
  complaint: { reason: 'You wrote again.' },
  restriction: {},
} as const;

async function asked(kind: keyof typeof bodies, residence = 'DE') {
  const person = await newPerson(fixture, residence);
  const sent = await submit(fixture, person.caller, { kind, ...bodies[kind] });
  expect(sent.status, sent.text).toBe(202);
  return { person, path: `/${sent.body.request.requestId}` };
}
const actsOf = async (path: string, rest = {}) =>
  (await staff(fixture, 'GET', path, { query: { show: 'facts' }, ...rest })).body.acts;

async function hold({ subjectId }: Person, category: string, count: number): Promise<void> {
  const month = { ...emptyMonth, present: { '1': count } };
  const bucket = monthBucket(category, '2026-11-01');
  await transact(fixture.database, [
    insert(recordCounts, { subjectId, bucket, version: 1, ...month }),
  ]);
}

describe('what staff can do about a request', () => {
  test.each(
    (['access', 'erasure', 'rectification', 'complaint', 'restriction'] as const).flatMap((kind) =>
      ['DE', 'GB', 'US-CA', 'CH'].map((residence) => [kind, residence] as const),
    ),
  )('is what the API lets them do: %s, %s', async (kind, residence) => {
    const { path } = await asked(kind, residence);
    const { deny, extend, pause } = await actsOf(path);
    const tried = async (act: string, ground: string, more = {}) => {
      const body = { ground, ...more };
      const { status } = await staff(fixture, 'POST', `${path}/${act}`, { body });
      return status === 200;
    };

    const denials = deny?.grounds.map(({ ground }: { ground: string }) => ground) ?? [];
    for (const ground of refusalGrounds.filter((one) => !denials.includes(one))) {
      expect(await tried('deny', ground), ground).toBe(false);
    }
    for (const [act, grounds = []] of [
      ['pause', pause?.grounds],
      ['extend', extend?.grounds],
    ] as const) {
      for (const ground of delayCodes.filter((one) => !grounds.includes(one))) {
        expect(await tried(act, ground), `${act} ${ground}`).toBe(false);
      }
    }
    if (extend !== undefined) {
      const until = extend.asksForDay ? { until: '2027-01-08' } : {};
      expect(await tried('extend', extend.grounds[0], until)).toBe(true);
      expect((await actsOf(path)).extend).toBeUndefined();
    }
    if (pause !== undefined) {
      expect(await tried('pause', pause.grounds[0])).toBe(true);
      expect((await actsOf(path)).others).toContain('resume');
    }
    for (const { law } of deny?.grounds ?? []) expect(law.length).toBeGreaterThan(0);
    if (deny !== undefined) {
      expect(await tried('deny', denials[0])).toBe(true);
      expect((await actsOf(path)).deny).toBeUndefined();
    }
  });

  test('says who has approved that another one has to', async () => {
    const { path } = await asked('erasure');
    expect((await actsOf(path)).approve).toEqual({});

    await staff(fixture, 'POST', `${path}/approve`);

    expect((await actsOf(path)).approve).toEqual({ obstacle: 'approved-before' });
    expect((await actsOf(path, colleague)).approve).toEqual({});
    expect((await staff(fixture, 'POST', `${path}/approve`, colleague)).status).toBe(200);
    expect((await actsOf(path)).approve).toBeUndefined();
  });

  test('of a letter: who entered it does not approve it, and makes sure first who asks', async () => {
    const { email } = await newPerson(fixture);
    const entered = await staff(fixture, 'POST', '/on-behalf', {
      headers: { 'idempotency-key': 'letter-1' },
      body: {
        ...{ kind: 'access', subject: { type: 'email', value: email } },
        ...{ channel: 'letter', receivedOn: '2026-11-23' },
      },
    });
    const path = `/${entered.body.request.requestId}`;
    const before = await actsOf(path);
    expect([before.others, before.approve]).toEqual([['identify'], undefined]);

    await staff(fixture, 'POST', `${path}/identity`, {
      body: { assurance: 'document-checked-by-staff' },
    });

    expect((await actsOf(path)).approve).toEqual({ obstacle: 'entered-it' });
  });

  test('of corrections and complaints: outcomes and grounds', async () => {
    const complaint = await asked('complaint');
    expect((await actsOf(complaint.path)).answer).toEqual({
      outcomes: ['upheld', 'changed', 'withdrawn', 'rejected'],
    });
    const rectification = await asked('rectification');
    expect((await actsOf(rectification.path)).correct.grounds).toContain('found-accurate');
  });

  test('of an erasure: counts, and what would stay', async () => {
    const { person, path } = await asked('erasure');
    await hold(person, 'prompt-text', 3);
    await hold(person, 'safety-score', 2);

    const { concerns } = (await staff(fixture, 'GET', path)).body;

    expect(concerns).toEqual([
      { category: 'prompt-text', count: 3 },
      {
        ...{ category: 'safety-score', count: 2 },
        exempt: [{ ground: expect.any(String), reference: expect.any(String) }],
      },
    ]);
  });
});

test('without need, nobody is shown and no look at a person is recorded', async () => {
  const { path } = await asked('complaint');

  const facts = await staff(fixture, 'GET', path, { ...seesAll, query: { show: 'facts' } });
  const all = await staff(fixture, 'GET', path, seesAll);

  expect(facts.body).not.toHaveProperty('subject');
  expect(facts.body).not.toHaveProperty('reason');
  expect(all.body.reason).toBe('You wrote again.');
});

describe('the mail that a decision would send', () => {
  const preview = (path: string, query: Record<string, string>) =>
    staff(fixture, 'GET', `${path}/mail-preview`, { query });

  test.each([
    ['refusal', { ground: 'manifestly-excessive' }, 'The request is manifestly excessive.'],
    ['extension', { ground: 'complexity' }, 'February 24, 2027'],
    ['download-ready', {}, 'December 1, 2026'],
    ['outcome', {}, 'is ready'],
  ])('%s', async (template, query, text) => {
    const { path } = await asked('access');

    const { body, status } = await preview(path, { template, ...query });

    expect(status).toBe(200);
    expect(body).toMatchObject({ template, locale: 'en' });
    expect(body.text).toContain(text);
    expect(body.text).not.toContain('cft_');
    expect((await staff(fixture, 'GET', path)).body.status).toBe('approval-required');
  });

  test('of an answer and of a pause', async () => {
    const complaint = await asked('complaint');
    const answered = await preview(complaint.path, { template: 'answer', outcome: 'rejected' });
    expect(answered.body.text).toContain('We do not agree with your complaint.');

    const access = await asked('access', 'GB');
    const paused = await preview(access.path, {
      ...{ template: 'need-more', ground: 'clarification-needed' },
    });
    expect(paused.body.text).toContain('which data or which use you mean');
  });

  test('of a request that does not exist is not found', async () => {
    const { status } = await preview(`/${crypto.randomUUID()}`, { template: 'outcome' });

    expect(status).toBe(404);
  });
});
