import type { DurableContext } from '@aws/durable-execution-sdk-js';
import type { DynamoDBRecord } from 'aws-lambda';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { recountPerson } from '../../lambda/erasure/count.ts';
import type { CountInput } from '../../lambda/erasure/count.ts';
import { ErasuresPausedError } from '../../lambda/erasure/pause.ts';
import { purgePerson } from '../../lambda/erasure/purge.ts';
import { revokeKeys } from '../../lambda/erasure/revoke.ts';
import { fulfilment, requestSweep } from '../../lambda/fulfilment/needs.ts';
import { sweep } from '../../lambda/fulfilment/sweep.ts';
import { runFulfilment } from '../../lambda/fulfilment/run.ts';
import { outbox } from '../../lambda/ledger/table.ts';
import { insert, update } from '../../lambda/platform/dynamo/statement.ts';
import { transact } from '../../lambda/platform/dynamo/transact.ts';
import { createApp } from '../../lambda/platform/http/app.ts';
import { destroyKeys } from '../../lambda/platform/keyring/destroy-keys.ts';
import { subjectKeys, tombstones } from '../../lambda/platform/keyring/table.ts';
import { openLog } from '../../lambda/platform/log/log.ts';
import type { Attempt } from '../../lambda/request/attempt.ts';
import { lastEnd } from '../../lambda/request/model/exemption.ts';
import { retentionApi, retentionStream } from '../../lambda/retention/needs.ts';
import { pauseHandlers } from '../../lambda/retention/pause/api.ts';
import { pauseRoutes } from '../../lambda/retention/pause/routes.ts';
import { erasureLimit } from '../../lambda/retention/table.ts';
import { watchKeys } from '../../lambda/retention/watch-keys.ts';
import { subjects } from '../../lambda/subject/table.ts';
import { newRequestId } from '../../lambda/value/ids.ts';
import {
  milliseconds,
  plusSeconds,
  seconds,
  toEpochSeconds,
  toRfc3339,
} from '../../lambda/value/time.ts';
import { brokenAfter } from '../faults/connections.ts';
import { boundTo } from '../record/record-fixture.ts';
import {
  firstAttempt,
  follow,
  keep,
  newPerson,
  officer,
  openRequestFixture,
} from '../request/request-fixture.ts';
import type { Person, RequestFixture } from '../request/request-fixture.ts';
import { readStream } from '../retention/stream-source.ts';
import { call, justSignedIn } from '../support/call.ts';
import type { Call, CallResult } from '../support/call.ts';
import { examplePolicy } from '../support/example-policy.ts';
import { erasures } from './erasure-fixture.ts';
import { dyingAfter } from '../faults/dying-after.ts';
import { erase, stepsOf } from './erasure-steps.ts';
import type { Notes } from './erasure-steps.ts';

type Destroy = RequestFixture['subjectKeys']['destroy'];

/** Two people an hour; a third one pauses erasures. */
const peoplePerHour = 2;
const { requests } = examplePolicy;
const policy = {
  ...examplePolicy,
  requests: { ...requests, erasure: { ...requests.erasure, peoplePerHour } },
};

let fixture: RequestFixture;
let lines: string[];
beforeEach(async () => {
  fixture = await openRequestFixture(policy);
  fixture.setClock('2026-11-24T10:00:00.000Z');
  lines = [];
});
afterEach(() => fixture.stop());

const { user, ask, of, expectErased } = erasures(() => fixture);

const consume = (changes: DynamoDBRecord[], database = fixture.database) =>
  watchKeys({
    ...{ policy, clock: fixture.clock },
    database: boundTo(retentionStream, fixture.server, database),
    log: openLog({ function: 'retention-stream', stage: 'test' }, (line) => lines.push(line)),
  })({ Records: changes });
/** Key rows that went, all of them at `at`: the server has a clock of its own. */
const gone = async (at = fixture.clock()): Promise<DynamoDBRecord[]> =>
  (await readStream(fixture.server, subjectKeys))
    .filter(({ eventName }) => eventName === 'REMOVE')
    .map((change) => ({
      ...change,
      dynamodb: { ...change.dynamodb, ApproximateCreationDateTime: Math.floor(at / 1000) },
    }));
const watched = async () => consume(await gone());

const pauses = () => lines.filter((line) => line.includes('"ERASURES_PAUSED"'));
const entered = async (type: string) =>
  (await fixture.rows(outbox)).filter((row) => row['type'] === type).map(({ codes }) => codes);
const limitRows = () => fixture.rows(erasureLimit);
const keysOf = async (person: Person) => of(await fixture.rows(subjectKeys), person).length;

/** As code would that was smuggled into a function which destroys keys. */
const destroy = ({ subjectId }: Person) =>
  destroyKeys(fixture, subjectId, {
    order: { requestId: newRequestId(), name: () => Promise.resolve() },
    keep: [],
  });
async function destroyMany(count: number): Promise<void> {
  for (let person = 0; person < count; person += 1) await destroy(await newPerson(fixture));
}
/** Three people lost keys, and the stream has said so. */
async function pause(): Promise<void> {
  await destroyMany(peoplePerHour + 1);
  expect(await watched()).toEqual({ batchItemFailures: [] });
  expect(pauses()).toHaveLength(1);
}

const fulfil = (run: Attempt, deps: Parameters<typeof runFulfilment>[0] = fixture) =>
  runFulfilment(
    deps,
    'recount',
    {
      step: (_: string, work: () => Promise<unknown>) => work(),
      wait: (_: string, { seconds }: { seconds: number }) => {
        fixture.pass(seconds);
        return Promise.resolve();
      },
      invoke: (_: string, __: string, input: CountInput) => recountPerson(fixture, input),
    } as unknown as DurableContext,
    run,
  );

const send = (request: Call): Promise<CallResult> =>
  call(
    createApp(
      {
        ...fixture,
        database: boundTo(retentionApi, fixture.server, fixture.database),
      },
      pauseRoutes,
      pauseHandlers({
        ...fixture,
        database: boundTo(retentionApi, fixture.server, fixture.database),
      }),
    ),
    justSignedIn(request, fixture.clock()),
  );
const state = async () =>
  (await send({ method: 'GET', path: '/v1/erasures', caller: officer })).body;
const resume = (body: object = {}, caller = officer) =>
  send({ method: 'POST', path: '/v1/erasures/resume', caller, body });

describe('people who lost keys, counted by a role that destroys none', () => {
  test('roles that destroy keys read the count and the pause, and write neither', () => {
    for (const { needs } of [fulfilment, requestSweep]) {
      const actions = needs.flatMap((need) =>
        'table' in need && need.table.name === 'erasure-limit' ? [...need.actions] : [],
      );
      expect(actions).toEqual(['get']);
    }
    const counts = [...fulfilment.needs, ...requestSweep.needs].flatMap((need) =>
      'table' in need ? [need.table.name] : [],
    );
    expect(counts).not.toContain('counted-changes');
  });

  test('as many as the policy says go on; one more pauses erasures, in log and ledger', async () => {
    await destroyMany(peoplePerHour);
    await watched();
    expect(pauses()).toEqual([]);
    expect(await state()).toEqual({ state: 'running', peoplePerHour, people: peoplePerHour });

    await destroyMany(1);
    await watched();

    expect(pauses()).toHaveLength(1);
    expect(pauses()[0]).toContain('"count":3');
    expect(await entered('erasures.paused')).toEqual([{ people: 3, limit: peoplePerHour }]);
    await destroyMany(1);
    await watched();
    expect(pauses()).toHaveLength(2);
    expect(await entered('erasures.paused')).toHaveLength(1);
    expect(await state()).toEqual({
      ...{ state: 'paused', peoplePerHour, people: 4 },
      pause: { pausedAt: '2026-11-24T10:00:00.000Z', people: 3, peoplePerHour },
    });
  });

  test('each counts once, however many keys and however often the stream delivers them', async () => {
    await destroy(await user());
    await destroy(await user());
    for (let time = 0; time < 3; time += 1) await watched();

    expect(await gone()).toHaveLength(12);
    expect(await limitRows()).toMatchObject([{ people: peoplePerHour }]);
    expect(pauses()).toEqual([]);
  });

  test('in the hour in which keys went, not in which the stream says so', async () => {
    await destroyMany(peoplePerHour);
    await watched();
    const earlier = await gone();
    fixture.pass(3600);
    await destroyMany(peoplePerHour);
    await consume(await gone());
    expect(pauses()).toEqual([]);

    await destroyMany(1);
    const late = (await gone(plusSeconds(fixture.clock(), -3600))).slice(earlier.length);
    await consume(late);

    expect(await entered('erasures.paused')).toEqual([{ people: 3, limit: peoplePerHour }]);
  });

  test('by consumers at the same time exactly, with one pause', async () => {
    await destroyMany(8);
    const changes = await gone();
    const half = Math.ceil(changes.length / 2);

    const answers = await Promise.all([
      consume(changes.slice(0, half)),
      consume(changes.slice(half)),
      consume(changes),
    ]);
    await watched();

    for (const { batchItemFailures } of answers) expect(batchItemFailures.length).toBeLessThan(2);
    const hour = (await limitRows()).find(({ entry }) => String(entry).startsWith('hour'));
    expect(hour).toMatchObject({ people: 8 });
    expect(await entered('erasures.paused')).toHaveLength(1);
  });

  test('also when the consumer dies after any of its writes', async () => {
    await destroyMany(peoplePerHour + 1);
    const changes = await gone();
    for (let writes = 1; ; writes += 1) {
      const database = dyingAfter(fixture.server, writes);
      await consume(changes, database).catch(() => undefined);
      if (!database.died()) break;
    }

    expect(await watched()).toEqual({ batchItemFailures: [] });
    expect((await state()).state).toBe('paused');
    expect((await state()).people).toBe(3);
    expect(await entered('erasures.paused')).toHaveLength(1);
    // The batch comes again, so a death after the write does not silence the alarm.
    expect(pauses().length).toBeGreaterThan(0);
  });

  test('what it cannot count it reads again, and reports the unexplained all the same', async () => {
    await destroyMany(1);
    await transact(fixture.database, [insert(erasureLimit, { entry: 'pause', version: 1 })]);
    const changes = await gone();

    const answer = await consume(changes);

    expect(answer.batchItemFailures).toEqual([
      { itemIdentifier: changes[0]!.dynamodb!.SequenceNumber },
    ]);
    expect(lines.some((line) => line.includes('KEY_DESTRUCTION_UNEXPLAINED'))).toBe(true);
  });

  test('no id of theirs reaches the log, the ledger or the table', async () => {
    const ada = await user();
    await destroy(ada);
    await pause();

    const written = JSON.stringify([lines, await limitRows(), await fixture.rows(outbox)]);
    expect(written).not.toContain(ada.subjectId);
  });
});

describe('while erasures are paused', () => {
  test('an erasure waits before anything of the person changes, and shows that it waits', async () => {
    const ada = await user();
    const answer = await ask(ada);
    const keys = await keysOf(ada);
    await pause();

    const ended = await fulfil(firstAttempt(answer));

    expect(ended).toEqual({ kind: 'ended', status: 'waiting' });
    expect(await keysOf(ada)).toBe(keys);
    const { body } = await fixture.send({
      ...{ method: 'GET', path: `/v1/requests/${answer.body.request.requestId}` },
      caller: officer,
    });
    expect(body).toMatchObject({
      status: 'in-progress',
      clock: { state: 'running' },
      tasks: [{ status: 'waiting' }],
    });
    expect(body.timeline.at(-1).event).toBe('erasure-paused');
    const [subject] = of(await fixture.rows(subjects), ada);
    expect(subject).toMatchObject({ status: 'active' });
    const cancelled = await follow(fixture, answer.body.followUpToken, 'DELETE');
    expect(cancelled.status).toBe(200);
  });

  test('the sweep starts nothing, and still reports the deadline of a request that waits', async () => {
    const ada = await user();
    const answer = await ask(ada);
    const keys = await keysOf(ada);
    const run = firstAttempt(answer);
    await pause();
    await fulfil(run);

    for (let look = 0; look < 3; look += 1) {
      fixture.pass(360);
      await fixture.sweep();
    }
    expect((await fixture.requests.get(run.requestId))?.attempt).toBe(1);
    fixture.setClock(answer.body.request.dueAt as string);
    fixture.pass(-86_400);
    await fixture.sweep();
    fixture.pass(86_401);
    await fixture.sweep();

    expect(fixture.logged.some((line) => line.includes('REQUEST_DUE_SOON'))).toBe(true);
    expect(fixture.logged.some((line) => line.includes('REQUEST_OVERDUE'))).toBe(true);
    expect(await fixture.requests.get(run.requestId)).toMatchObject({ attempt: 1 });
    expect(await keysOf(ada)).toBe(keys);
  });

  test.each(['plan', 'fence', 'revoke', 'purge'])(
    'one that is paused before its step %s destroys no key, and is completed once resumed',
    async (pausedBefore) => {
      const ada = await user();
      const answer = await ask(ada);
      const run = firstAttempt(answer);
      const notes: Notes = {};
      for (const [name, step] of Object.entries(stepsOf(fixture))) {
        if (name === pausedBefore) break;
        await step(fixture, run, notes);
      }
      if (pausedBefore === 'purge') await keep(fixture, ada, [{ category: 'output-text' }]);
      await pause();
      const keys = await keysOf(ada);
      const stones = (await fixture.rows(tombstones)).length;

      expect(await fulfil(run)).toEqual({ kind: 'ended', status: 'waiting' });
      expect(await keysOf(ada)).toBe(keys);
      expect(await fixture.rows(tombstones)).toHaveLength(stones);

      fixture.pass(600);
      expect((await resume()).status).toBe(200);
      await fixture.sweep();
      expect(await fixture.started()).toContain(`${run.requestId}-2`);
      const ended = await fulfil({ ...run, attempt: 2 });
      expect(ended).toEqual({ kind: 'ended', status: 'partially-completed' });
      if (pausedBefore !== 'purge') await expectErased(ada, answer);
      expect(await keysOf(ada)).toBe(3);
      const { timeline } = (await fixture.requests.get(run.requestId))!;
      const events = timeline.map(({ event }) => event);
      expect(events.filter((event) => event === 'erasure-paused')).toHaveLength(1);
      expect(events.filter((event) => event === 'erasure-resumed')).toHaveLength(1);
    },
  );

  test('an attempt that dies before it says that it waits is followed by one that waits', async () => {
    const ada = await user();
    const run = firstAttempt(await ask(ada));
    const keys = await keysOf(ada);
    await pause();
    const broken = await brokenAfter(fixture.server, 'ExecuteTransaction', 1);
    await expect(fulfil(run, fixture.on(broken.database))).rejects.toThrow();
    await broken.stop();

    fixture.pass(3 * 3600 + 1);
    await fixture.sweep();
    expect(await fulfil({ ...run, attempt: 2 })).toEqual({ kind: 'ended', status: 'waiting' });
    expect(await keysOf(ada)).toBe(keys);
  });

  test('a sweep that dies once it has ended the wait is followed by one that starts the attempt', async () => {
    const ada = await user();
    const answer = await ask(ada);
    const run = firstAttempt(answer);
    await pause();
    await fulfil(run);
    await resume();
    fixture.pass(360);
    const dying = dyingAfter(fixture.server, 1);
    const { requests: itsRequests } = fixture.on(dying);
    const until = milliseconds(fixture.clock() + 60_000);
    await sweep({ ...fixture, database: dying }, itsRequests, until).catch(() => undefined);
    expect(dying.died()).toBe(true);

    fixture.pass(180);
    await fixture.sweep();

    expect(await fixture.started()).toContain(`${run.requestId}-2`);
    const ended = await fulfil({ ...run, attempt: 2 });
    expect(ended).toEqual({ kind: 'ended', status: 'partially-completed' });
    await expectErased(ada, answer);
  });

  test('nor does a step that is called past the first question, or cannot read the answer', async () => {
    const ada = await user();
    const run = firstAttempt(await ask(ada));
    const notes: Notes = {};
    const steps = stepsOf(fixture);
    for (const name of ['begin', 'count', 'plan', 'fence']) await steps[name]!(fixture, run, notes);
    const broken = await brokenAfter(fixture.server, 'GetItem', 3);
    await expect(revokeKeys(fixture.on(broken.database), run)).rejects.toThrow();
    await broken.stop();
    await transact(fixture.database, [insert(erasureLimit, { entry: 'pause', version: 1 })]);
    await expect(revokeKeys(fixture, run)).rejects.toThrow('erasure-limit');
    const paused = { state: 'paused', people: 3, limit: 2, pausedAt: toRfc3339(fixture.clock()) };
    await transact(fixture.database, [update(erasureLimit, { entry: 'pause' }, 1, paused)]);

    await expect(revokeKeys(fixture, run)).rejects.toThrow(ErasuresPausedError);
    await expect(purgePerson(fixture, run)).rejects.toThrow(ErasuresPausedError);

    expect(await fixture.rows(tombstones)).toEqual([]);
  });

  test('who has lost their keys is erased to the end, though another key is made meanwhile', async () => {
    const ada = await user();
    const run = firstAttempt(await ask(ada));
    const notes: Notes = {};
    const steps = stepsOf(fixture);
    for (const name of ['begin', 'count', 'plan', 'fence', 'revoke']) {
      await steps[name]!(fixture, run, notes);
    }
    await pause();
    const before = (await fixture.rows(tombstones)).length;
    await keep(fixture, ada, [{ category: 'output-text' }]);

    for (const name of ['purge', 'recount', 'conclude']) await steps[name]!(fixture, run, notes);

    expect((await fixture.rows(tombstones)).length).toBeGreaterThan(before);
    expect((await fixture.requests.get(run.requestId))?.status).toBe('partially-completed');
  });

  test.each<[string, (destroy: Destroy) => Destroy]>([
    [
      'the first of their keys',
      (destroy) => async (subjectId, options) => {
        const destroyed = await destroy(subjectId, options);
        if (pauses().length === 0) await pause();
        return destroyed;
      },
    ],
    [
      'keys while another is made',
      (destroy) => (subjectId, options) => {
        const { order } = options;
        const name: typeof order.name = async (kids) => {
          await order.name(kids);
          if (pauses().length > 0) return;
          await pause();
          await keep(fixture, { subjectId }, [{ category: 'output-text' }]);
        };
        return destroy(subjectId, { ...options, order: { ...order, name } });
      },
    ],
  ])('who has lost %s is erased to the end', async (_, pausing) => {
    const ada = await user();
    const run = firstAttempt(await ask(ada));
    const destroyWhile = pausing((...call) => fixture.subjectKeys.destroy(...call));
    const deps = { ...fixture, subjectKeys: { ...fixture.subjectKeys, destroy: destroyWhile } };
    const notes: Notes = {};

    for (const step of Object.values(stepsOf(fixture))) await step(deps, run, notes);

    expect((await state()).state).toBe('paused');
    expect((await fixture.requests.get(run.requestId))?.status).toBe('partially-completed');
  });

  test('keys of what an erasure withheld stay past its end, and go once resumed', async () => {
    const ada = await user();
    const run = firstAttempt(await ask(ada));
    await erase(fixture, run);
    const { erasure } = (await fixture.requests.get(run.requestId))!;
    await pause();
    fixture.setClock(toRfc3339(plusSeconds(lastEnd(erasure!.withheld!)!, 1)));
    expect(await fixture.sweep()).toMatchObject({ failed: 0 });
    fixture.pass(60);
    expect(await fixture.sweep()).toEqual({ handled: 0, failed: 0 });
    expect(await keysOf(ada)).toBe(3);

    await resume();
    fixture.pass(360);
    await fixture.sweep();

    expect(await keysOf(ada)).toBe(0);
  });
});

describe('staff end a pause', () => {
  test('with a recent sign-in, once, for a time that the answer and the ledger name', async () => {
    expect((await resume()).status).toBe(409);
    await pause();
    fixture.pass(600);

    const yesterday = seconds(toEpochSeconds(fixture.clock()) - 86_400);
    const old = await resume({}, { ...officer, authenticatedAt: yesterday });
    const tooLong = await resume({ hours: 25 });
    const resumed = await resume({ hours: 4 });
    const again = await resume({ hours: 4 });

    expect(old.body).toMatchObject({ type: 'urn:custos:problem:recent-authentication-required' });
    expect(tooLong.status).toBe(422);
    expect(resumed.body).toMatchObject({
      state: 'running',
      pause: {
        pausedAt: '2026-11-24T10:00:00.000Z',
        resumedAt: '2026-11-24T10:10:00.000Z',
        resumedUntil: '2026-11-24T14:10:00.000Z',
      },
    });
    expect(again.status).toBe(409);
    expect(await entered('erasures.resumed')).toEqual([{ hours: 4 }]);
  });

  test('until then more people pause nothing; then the number holds again', async () => {
    await pause();
    fixture.pass(3600);
    await resume({ hours: 1 });
    await destroyMany(5);
    await watched();
    expect(await state()).toMatchObject({ state: 'running', people: 5 });

    fixture.pass(3601);
    await destroyMany(peoplePerHour);
    await watched();
    expect((await state()).state).toBe('running');
    await destroyMany(1);
    await watched();

    expect(await state()).toMatchObject({ state: 'paused' });
    expect(await entered('erasures.paused')).toHaveLength(2);
  });

  test('what the stream says late of the time before they resumed pauses again', async () => {
    await pause();
    const late = fixture.clock();
    fixture.pass(600);
    await resume();
    await destroyMany(1);

    await consume(await gone(late));

    expect((await state()).state).toBe('paused');
  });

  test('two at the same time: one does', async () => {
    await pause();

    const answers = await Promise.all([resume(), resume(), resume()]);

    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409, 409]);
    expect(await entered('erasures.resumed')).toHaveLength(1);
  });
});
