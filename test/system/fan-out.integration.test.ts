import { unzipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { mails } from '../../lambda/mail/table.ts';
import { records } from '../../lambda/record/table.ts';
import type { RequestId } from '../../lambda/value/ids.ts';
import { sha256Hex } from '../../lambda/value/canonical.ts';
import { isClosed } from '../../lambda/request/model/request.ts';
import { follow, keep, newPerson, staff, submit } from '../request/request-fixture.ts';
import type { Person } from '../request/request-fixture.ts';
import { answerTask } from '../../lambda/system/tasks.ts';
import { openRunning, policyWithSystems, statesOf } from './running.ts';
import type { Running } from './running.ts';

let running: Running;
let stop: () => Promise<void> = () => Promise.resolve();
beforeEach(async () => {
  running = await openRunning();
});
afterEach(async () => {
  await stop();
  await running.stop();
});

const week = 7 * 86_400;
const store = (id: string) => running.stores[id]!;

/** Rows of a person and of a neighbour in every system. */
function plant(person: Person): void {
  for (const id of ['memory', 'crm']) {
    for (let n = 1; n <= 5; n += 1) {
      store(id).rows.push({ userId: person.email, category: 'prompt-text', text: `${id} ${n}` });
    }
    for (let n = 1; n <= 3; n += 1) {
      store(id).rows.push({ userId: 'noa@example.org', category: 'prompt-text', text: 'hers' });
    }
  }
}
const rowsOf = (id: string, userId: string) =>
  store(id).rows.filter((row) => row.userId === userId || row.email === userId);

async function begin(kind: string, body: object = {}) {
  const person = await newPerson(running.fixture);
  await keep(running.fixture, person, [{}, {}]);
  plant(person);
  const answer = await submit(running.fixture, person.caller, { kind, ...body });
  const requestId = answer.body.request.requestId as RequestId;
  const shown = () => follow(running.fixture, answer.body.followUpToken).then(({ body }) => body);
  return { person, requestId, shown, token: answer.body.followUpToken as string };
}
const isEnded = (row: { status: Parameters<typeof isClosed>[0] }) => isClosed(row.status);

describe('GDPR Art. 17: an erasure reaches every system', () => {
  test('searches, erases along pages, searches along a second path, and certifies each', async () => {
    const { person, requestId, shown } = await begin('erasure');
    stop = running.drive();

    const row = await running.until(requestId, isEnded);

    expect(row.status).toBe('completed');
    for (const id of ['memory', 'crm']) {
      expect(rowsOf(id, person.email)).toEqual([]);
      expect(rowsOf(id, 'noa@example.org')).toHaveLength(3);
    }
    const body = await shown();
    const evidence = {
      ...{ action: 'erase', status: 'completed', found: { 'prompt-text': 5 }, left: {} },
      ...{ counts: { 'prompt-text': 5 }, selectors: ['email'], control: { before: 3, after: 3 } },
    };
    expect(body.tasks).toMatchObject([
      { system: 'custos', status: 'completed' },
      { system: 'crm', ...evidence },
      { system: 'memory', ...evidence },
    ]);
    expect(body.certificateContent.systems).toEqual({ done: 2 });
    expect(body.manifest.systems).toMatchObject([
      { system: 'crm', status: 'done', rowsOfAnother: { before: 3, after: 3 } },
      {
        system: 'memory',
        status: 'done',
        found: { 'prompt-text': 5 },
        erased: { 'prompt-text': 5 },
      },
    ]);
    // What the systems knew the person by is forgotten with the last task.
    expect(row.selector).toBeUndefined();
    expect(JSON.stringify(row)).not.toContain(person.email);
  });

  test('a system that fails delays no other, waits for staff, and a retry completes the request', async () => {
    store('crm').fault = 'unreachable';
    const { person, requestId, shown } = await begin('erasure');
    stop = running.drive();

    const waiting = await running.until(
      requestId,
      ({ tasks }) => tasks?.['system:crm']?.state === 'waiting-for-staff',
    );

    expect(statesOf(waiting)).toEqual({
      'system:memory': 'done',
      'system:crm': 'waiting-for-staff (unreachable)',
    });
    expect(waiting.status).toBe('in-progress');
    // The time is over that the policy allows.
    running.fixture.pass(week + 60);
    const partly = await running.until(requestId, isEnded);
    expect(partly.status).toBe('partially-completed');
    const before = await shown();
    expect(before.certificateContent.systems).toEqual({ done: 1, 'waiting-for-staff': 1 });
    expect(before.tasks[1]).toMatchObject({ status: 'waiting-for-staff', error: 'unreachable' });

    store('crm').fault = undefined;
    const { status } = await running.act(requestId, 'system:crm', 'retry');
    expect(status).toBe(200);
    await running.until(requestId, ({ lateSince }) => lateSince !== undefined);
    const row = await running.sweepUntil(requestId, (now) => now.status === 'completed');
    expect(rowsOf('crm', person.email)).toEqual([]);
    const after = await shown();
    expect(after.certificateContent).toMatchObject({
      systems: { done: 2 },
      previousCertificateSha256: sha256Hex(before.certificate),
    });
    expect(after.manifest.erased).toEqual(before.manifest.erased);
    expect(row.selector).toBeUndefined();
  });

  test('a system whose pages lead to themselves is not called without an end', async () => {
    const { requestId } = await begin('erasure');
    const { connector } = store('crm');
    const find = connector.find.bind(connector);
    connector.find = async (call) => ({ ...(await find(call)), cursor: 'again' });
    stop = running.drive();

    const waiting = await running.until(
      requestId,
      ({ tasks }) => tasks?.['system:crm']?.state === 'waiting-for-staff',
    );

    expect(statesOf(waiting)['system:crm']).toBe('waiting-for-staff (invalid-answer)');
  });

  test('a system whose pages never end is called no more than any store has pages', async () => {
    const { requestId } = await begin('erasure');
    const { connector } = store('crm');
    const find = connector.find.bind(connector);
    let pages = 0;
    connector.find = async (call) => {
      pages += 1;
      return { ...(await find({ ...call, cursor: '0' })), cursor: `page ${pages}` };
    };
    stop = running.drive();

    const waiting = await running.until(
      requestId,
      ({ tasks }) => tasks?.['system:crm']?.state === 'waiting-for-staff',
    );

    expect(statesOf(waiting)['system:crm']).toBe('waiting-for-staff (endless)');
    expect(pages).toBe(200);
  });

  test.each([
    ['of a category', { counts: { feedback: 1 } }],
    ['with a type of identifier', { selectors: ['phone' as const] }],
  ])('an answer %s that was not asked for is not used', async (_what, said) => {
    const { requestId } = await begin('erasure');
    const { connector } = store('crm');
    connector.find = () =>
      Promise.resolve({ kind: 'page', counts: {}, selectors: ['email'], ...said });
    stop = running.drive();

    const waiting = await running.until(
      requestId,
      ({ tasks }) => tasks?.['system:crm']?.state === 'waiting-for-staff',
    );

    expect(statesOf(waiting)['system:crm']).toBe('waiting-for-staff (invalid-answer)');
    expect(waiting.tasks?.['system:crm']?.found).toBeUndefined();
  });

  test('a copy under another key is found along the second path, erased, and shown', async () => {
    const { person, requestId, shown } = await begin('erasure');
    store('memory').rows.push({ email: person.email, category: 'prompt-text', text: 'aside' });
    stop = running.drive();

    await running.until(requestId, isEnded);

    expect(rowsOf('memory', person.email)).toEqual([]);
    const { tasks } = await shown();
    expect(tasks[2]).toMatchObject({
      status: 'completed',
      foundAgain: { 'prompt-text': 1 },
      counts: { 'prompt-text': 6 },
    });
  });

  test('what comes back after every round waits for staff, who end it with evidence', async () => {
    const { person, requestId, shown } = await begin('erasure');
    const { rows } = store('memory');
    store('memory').before = () => {
      if (!rows.some(({ email }) => email === person.email)) {
        rows.push({ email: person.email, category: 'prompt-text', text: 'again' });
      }
    };
    stop = running.drive();
    await running.until(
      requestId,
      ({ tasks }) => tasks?.['system:memory']?.error === 'found-again',
    );

    const done = await running.act(requestId, 'system:memory', 'mark-done', {
      evidence: 'A replica wrote it back; stopped and emptied, ticket 4711.',
    });

    expect(done.status).toBe(200);
    const row = await running.until(requestId, isEnded);
    expect(row.status).toBe('completed');
    expect(JSON.stringify(row)).not.toContain('4711');
    expect((await shown()).manifest.systems[1]).toMatchObject({ status: 'done', byStaff: true });
  });

  test('what comes back as fast as it is erased is not erased without an end', async () => {
    const { person, requestId } = await begin('erasure');
    const { rows, calls } = store('memory');
    store('memory').before = () => {
      if (calls.at(-1)?.step?.startsWith('erase') !== true) return;
      for (const text of ['1', '2']) {
        rows.push({ userId: person.email, category: 'prompt-text', text });
      }
    };
    stop = running.drive();

    const row = await running.until(
      requestId,
      ({ tasks }) => tasks?.['system:memory']?.error !== undefined,
    );

    expect(statesOf(row)['system:memory']).toBe('waiting-for-staff (found-again)');
  });

  test('an erasure that reaches too far shows in the rows of another person', async () => {
    const { requestId } = await begin('erasure');
    const { rows } = store('crm');
    store('crm').before = () => {
      if (store('crm').calls.some(({ step }) => step?.startsWith('erase') === true))
        rows.length = 0;
    };
    stop = running.drive();

    const row = await running.until(
      requestId,
      ({ tasks }) => tasks?.['system:crm']?.error !== undefined,
    );

    expect(row.tasks?.['system:crm']).toMatchObject({
      ...{ state: 'waiting-for-staff', error: 'control-lost-rows' },
      control: { before: 3, after: 0 },
    });
  });

  test('a system that answers later by a call of its own goes on from there, also when it is late', async () => {
    store('memory').answers = 'callback';
    const { requestId, shown } = await begin('erasure');
    stop = running.drive();
    const waiting = await running.until(
      requestId,
      ({ tasks }) => tasks?.['system:memory']?.state === 'waiting-for-answer',
    );
    running.fixture.pass(week + 60);
    const partly = await running.sweepUntil(requestId, isEnded);
    // An alarm is on it.
    expect(running.fixture.logged.join('\n')).toContain('SYSTEM_WAITS_FOR_STAFF');
    expect(partly.tasks?.['system:memory']).toMatchObject({
      state: 'waiting-for-staff',
      error: 'not-answered',
    });

    const { taskId } = waiting.tasks!['system:memory']!;
    const target = { requestId, target: 'system:memory' as const, taskId };
    const answer = (step: string, counts = {}) =>
      answerTask(running.fixture, target, step, { counts, selectors: ['email'] });
    for (const [step, found] of [
      ['find-before.1', { 'prompt-text': 5 }],
      ['erase-1.1', { 'prompt-text': 5 }],
      ['find-first-1.1', {}],
      ['find-second-1.1', {}],
    ] as const) {
      await running.until(requestId, ({ tasks }) =>
        ['waiting-for-answer', 'waiting-for-staff'].includes(tasks?.['system:memory']?.state ?? ''),
      );
      expect(await answer(step, found), step).toEqual({ kind: 'taken' });
      expect((await answer(step, found)).kind).toBe('already');
    }
    await running.until(requestId, ({ lateSince }) => lateSince !== undefined);
    await running.sweepUntil(requestId, ({ status }) => status === 'completed');
    expect((await shown()).tasks[2]).toMatchObject({
      status: 'completed',
      found: { 'prompt-text': 5 },
      counts: { 'prompt-text': 5 },
    });
  });

  test('a system that asks to be asked again is polled', async () => {
    store('memory').answers = 30;
    const { requestId } = await begin('erasure');
    stop = running.drive();
    await running.until(requestId, () => store('memory').calls.length >= 3);
    store('memory').answers = 'at-once';

    const row = await running.until(requestId, isEnded);

    expect(row.status).toBe('completed');
    const steps = store('memory').calls.map(({ step }) => step);
    // The same call has the same name, however often it is asked.
    expect(steps.filter((step) => step === 'find-before.1').length).toBeGreaterThanOrEqual(2);
  });
});

describe('what the policy says that a system cannot do', () => {
  test('is not tried, is certified with its ground, and leaves the request completed in part', async () => {
    await running.stop();
    const { memory, crm } = policyWithSystems.systems;
    running = await openRunning({
      ...policyWithSystems,
      systems: {
        memory: memory!,
        crm: { ...crm!, cannot: { erase: { ground: 'not-erasable', reason: 'Trained weights.' } } },
      },
    });
    const { requestId, shown } = await begin('erasure');
    stop = running.drive();

    const row = await running.until(requestId, isEnded);

    expect(row.status).toBe('partially-completed');
    expect(store('crm').calls).toEqual([]);
    expect((await shown()).manifest.systems[0]).toMatchObject({
      ...{ system: 'crm', status: 'cannot', ground: 'not-erasable' },
    });
  });
});

describe('GDPR Art. 15: an export has what systems returned', () => {
  test('page by page, names one that has not answered, and is written again once it has', async () => {
    store('crm').fault = 'unreachable';
    const { person, requestId, token } = await begin('access');
    stop = running.drive();
    await running.until(requestId, ({ tasks }) => tasks?.['system:crm']?.error !== undefined);
    running.fixture.pass(week + 60);
    const partly = await running.until(requestId, isEnded);

    expect(partly.status).toBe('partially-completed');
    const first = await unzipped(token);
    expect(first['systems/memory/prompt-text.jsonl']?.trim().split('\n')).toHaveLength(5);
    expect(JSON.parse(first['manifest.json'] ?? '').systems).toMatchObject([
      { system: 'crm', status: 'waiting-for-staff', error: 'unreachable', files: [] },
      { system: 'memory', status: 'done', counts: { 'prompt-text': 5 } },
    ]);

    store('crm').fault = undefined;
    await running.act(requestId, 'system:crm', 'retry');
    await running.until(requestId, ({ lateSince }) => lateSince !== undefined);
    await running.sweepUntil(requestId, ({ status }) => status === 'completed');

    const second = await unzipped(token);
    expect(second['systems/crm/prompt-text.jsonl']).toContain('crm 1');
    expect(second['systems/memory/prompt-text.jsonl']).toBe(
      first['systems/memory/prompt-text.jsonl'],
    );
    expect(Object.values(second).join('')).not.toContain('hers');
    // Nothing waits beside it any more.
    const { object } = (await running.fixture.requests.get(requestId))!.export!;
    await expect
      .poll(() => running.fixture.objects.exists(`${object}.memory.1`), { timeout: 10_000 })
      .toBe(false);
    expect(rowsOf('memory', person.email)).toHaveLength(5);
  });
});

describe('GDPR Art. 18: a restriction', () => {
  test('restricts at every system, and its lifting releases there', async () => {
    const { person, requestId } = await begin('restriction');
    stop = running.drive();
    expect((await running.fixture.requests.get(requestId))?.status).toBe('partially-completed');

    await running.until(requestId, ({ status }) => status === 'completed');

    for (const id of ['memory', 'crm']) {
      expect(rowsOf(id, person.email).every(({ restricted }) => restricted === true)).toBe(true);
      expect(rowsOf(id, 'noa@example.org').some(({ restricted }) => restricted === true)).toBe(
        false,
      );
    }
    await staff(running.fixture, 'POST', `/${requestId}/lift`);
    running.fixture.pass(week + 60);
    await running.sweepUntil(requestId, ({ tasks }) =>
      Object.values(tasks ?? {}).every(
        ({ action, state }) => action === 'release' && state === 'done',
      ),
    );
    expect(rowsOf('memory', person.email).some(({ restricted }) => restricted === true)).toBe(
      false,
    );
  });
});

describe('GDPR Art. 16: an accepted correction', () => {
  test('changes the same value at every system, and nothing of another person', async () => {
    const person = await newPerson(running.fixture);
    await keep(running.fixture, person, [{ content: 'wrong' }]);
    for (const id of ['memory', 'crm']) {
      store(id).rows.push(
        { userId: person.email, category: 'prompt-text', text: 'wrong' },
        { userId: person.email, category: 'prompt-text', text: 'another' },
        { userId: 'noa@example.org', category: 'prompt-text', text: 'wrong' },
      );
    }
    const [record] = await running.fixture.rows(records);
    const corrections = [{ recordId: record?.['recordId'], content: 'right', reason: 'A slip' }];
    const answer = await submit(running.fixture, person.caller, {
      kind: 'rectification',
      corrections,
    });
    const requestId = answer.body.request.requestId as RequestId;

    const accepted = await staff(running.fixture, 'POST', `/${requestId}/corrections/1`, {
      body: { decision: 'accept' },
    });

    expect(accepted.body).toMatchObject({ status: 'partially-completed' });
    expect(await lettersAbout(requestId)).toEqual(['receipt']);
    running.fixture.pass(200);
    await running.fixture.sweep();
    stop = running.drive();
    const row = await running.until(requestId, ({ status }) => status === 'completed');
    expect(statesOf(row)).toEqual({ 'system:crm': 'done', 'system:memory': 'done' });
    expect(store('crm').rows.map(({ text }) => text)).toEqual(['right', 'another', 'wrong']);
    expect(await lettersAbout(requestId)).toEqual(['outcome', 'receipt']);
  });

  test('is answered by mail once a system waits for staff, and again when it is done there, too', async () => {
    store('crm').fault = 'access-denied';
    const requestId = await corrected();
    stop = running.drive();
    await running.until(requestId, ({ tasks }) => tasks?.['system:crm']?.error !== undefined);
    await running.until(requestId, ({ tasks }) => tasks?.['system:memory']?.state === 'done');

    expect(await lettersAbout(requestId)).toEqual(['outcome', 'receipt']);

    store('crm').fault = undefined;
    await running.act(requestId, 'system:crm', 'retry');
    await running.until(requestId, ({ status }) => status === 'completed');
    expect(await lettersAbout(requestId)).toEqual(['outcome', 'outcome', 'receipt']);
  });

  /** Of a person with one record, which is corrected. */
  async function corrected(): Promise<RequestId> {
    const person = await newPerson(running.fixture);
    await keep(running.fixture, person, [{ content: 'wrong' }]);
    const [record] = await running.fixture.rows(records);
    const { body } = await submit(running.fixture, person.caller, {
      kind: 'rectification',
      corrections: [{ recordId: record?.['recordId'], content: 'right', reason: 'A slip' }],
    });
    const requestId = body.request.requestId as RequestId;
    await staff(running.fixture, 'POST', `/${requestId}/corrections/1`, {
      body: { decision: 'accept' },
    });
    running.fixture.pass(200);
    await running.fixture.sweep();
    return requestId;
  }

  async function lettersAbout(requestId: RequestId): Promise<readonly unknown[]> {
    const rows = await running.fixture.rows(mails);
    return rows.flatMap((row) => (row['requestId'] === requestId ? [row['template']] : [])).sort();
  }
});

async function unzipped(token: string): Promise<Record<string, string>> {
  const { body } = await follow(running.fixture, token, 'POST', '/download');
  const files = unzipSync((await running.fixture.fetchObject(body.url)) as Buffer);
  return Object.fromEntries(
    Object.entries(files).map(([path, bytes]) => [path, Buffer.from(bytes).toString('utf8')]),
  );
}

describe('no identifier', () => {
  test('is in a checkpoint, in clear in a row, or in a log', async () => {
    store('crm').fault = 'throttled';
    const { person, requestId } = await begin('erasure');
    stop = running.drive();
    await running.until(
      requestId,
      ({ tasks }) => tasks?.['system:crm']?.state === 'waiting-for-staff',
    );
    const row = await running.fixture.requests.get(requestId);
    expect(row?.selector).toBeInstanceOf(Uint8Array);

    const [name = ''] = person.email.split('@');
    const checkpoints = JSON.stringify(await running.everything());
    for (const secret of [person.email, name, 'noa@example.org', 'memory 1']) {
      expect(checkpoints).not.toContain(secret);
      expect(running.fixture.logged.join('\n')).not.toContain(secret);
    }
  });
});
