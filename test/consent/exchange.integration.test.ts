import { compactVerify, importJWK } from 'jose';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { consents as eventTable, consentStates } from '../../lambda/consent/table.ts';
import { activity, outbox } from '../../lambda/ledger/table.ts';
import { idempotency } from '../../lambda/platform/http/table.ts';
import type { StaffCaller } from '../../lambda/platform/http/handlers.ts';
import { deleteRows } from '../../lambda/erasure/delete-rows.ts';
import type { Call, CallResult } from '../support/call.ts';
import type { SubjectFixture } from '../subject/subject-fixture.ts';
import {
  assistant,
  byEmail,
  byUserId,
  issuer,
  openSubjectFixture,
  pointers,
  newPerson,
  yes,
} from '../subject/subject-fixture.ts';
import { anyOrder } from '../support/destruction.ts';

let people: SubjectFixture;
beforeAll(async () => {
  people = await openSubjectFixture();
});
afterAll(() => people.stop());

interface Item {
  readonly receiptId: string;
  readonly recordId: string;
  readonly purpose: string;
  readonly state: string;
  readonly status: number;
  readonly outcome?: string;
  readonly problem?: { readonly type: string; readonly errors?: { pointer: string }[] };
  readonly document: Readonly<Record<string, unknown>>;
  readonly receipt: string;
  readonly endedBySignal?: string;
}
/** What the tests look for in answers; each has some of it. */
interface ExchangeBody extends Omit<Item, 'status'> {
  readonly errors: readonly { readonly pointer: string }[];
  readonly honoured: readonly object[];
  readonly display?: string;
  readonly decision: string;
  readonly items: readonly Item[];
  readonly nextCursor?: string;
  readonly keptUntil: string;
  readonly validUntil: string;
}
type Reply = Omit<CallResult, 'body'> & { readonly body: ExchangeBody };
const send = async (request: Call): Promise<Reply> =>
  (await people.send(request)) as unknown as Reply;
const pointersOf = ({ errors }: ExchangeBody): string[] => errors.map(({ pointer }) => pointer);

const staff: StaffCaller = { kind: 'staff', issuer, name: 'dpo' };
const living = async (residence?: string) => {
  const caller = newPerson();
  const subject = byEmail(caller.email);
  await people.post('/v1/subjects', { subject, ...(residence && { residence }) });
  return { caller, subject };
};
const get = async (caller: ReturnType<typeof newPerson>, rest = '', query = {}) =>
  (await send({ method: 'GET', path: `/v1/me/consents${rest}`, query, caller })).body;
const put = (caller: ReturnType<typeof newPerson>, body: unknown, purpose = 'improvement') =>
  people.send({ method: 'PUT', path: `/v1/me/consents/${purpose}`, body, caller });
const stateOf = async (caller: ReturnType<typeof newPerson>, purpose = 'improvement') =>
  (await get(caller)).items.find((item) => item.purpose === purpose);
const written = async () =>
  Promise.all(
    [eventTable, outbox, activity, idempotency].map(
      async (table) => (await people.rows(table)).length,
    ),
  );

describe('POST /v1/signals', () => {
  const signal = async (subject: object, key?: string) =>
    people.post('/v1/signals', { subject, gpc: true }, key) as unknown as Promise<Reply>;

  test('11 CCR 7025(b), (c)(6): in California sale and sharing stop, and the person is shown so', async () => {
    const { caller, subject } = await living('US-CA');

    const { status, body } = await signal(subject);

    expect(status).toBe(200);
    expect(body).toEqual({
      honoured: [
        { purpose: 'improvement', state: 'refused' },
        { purpose: 'training', state: 'refused' },
      ],
      jurisdiction: 'ccpa',
      advisory: true,
      display: 'Opt-Out Request Honored',
    });
    expect(await stateOf(caller)).toMatchObject({ state: 'refused', basis: 'opt-out' });
    const { items } = await get(caller, '/improvement/history');
    expect(items[0]).toMatchObject({ method: 'gpc', recordedBy: 'service', advisory: true });
  });

  test('what a signal stopped the person can look up', async () => {
    const { caller, subject } = await living('US-CA');
    await put(caller, { state: 'refused' });
    await signal(subject);

    const { body } = await send({ method: 'GET', path: '/v1/me/activity', caller });

    expect(body.items).toMatchObject([
      { kind: 'signal-honoured', codes: { signal: 'gpc', purposes: ['training'] } },
      { kind: 'consent-recorded', codes: { purpose: 'improvement', state: 'refused' } },
      // The first sign-in, and the address that it brought.
      { kind: 'identity-linked' },
      { kind: 'identity-linked' },
    ]);
  });

  test('a signal that changes nothing writes nothing', async () => {
    const { subject } = await living('US-CA');
    await signal(subject);
    const before = await written();

    const { body } = await signal(subject);

    expect(body.display).toBe('Opt-Out Request Honored');
    expect(await written()).toEqual(before);
  });

  test('where no law obliges nothing is stopped', async () => {
    const { caller, subject } = await living('DE');

    expect((await signal(subject)).body).toEqual({
      honoured: [],
      jurisdiction: 'gdpr',
      advisory: true,
    });
    expect(await stateOf(caller)).toMatchObject({ state: 'not-asked' });
  });

  test('11 CCR 7025(c)(3): a consent ends; the conflict is told and recorded; a replay says the same', async () => {
    const { caller, subject } = await living('US-CA');
    await put(caller, yes(people.policy));
    const key = randomUUID();

    const first = await signal(subject, key);

    expect(first.body.honoured[0]).toEqual({
      purpose: 'improvement',
      state: 'refused',
      conflict: 'consent-ended',
    });
    const { items } = await get(caller, '/improvement/history');
    expect(items[0]!.endedBySignal).toBe(items[1]!.recordId);
    const entries = (await people.rows(outbox)).filter(({ type }) => type === 'signal.conflict');
    expect(entries.map(({ codes }) => codes)).toEqual([{ purpose: 'improvement' }]);
    const replay = await signal(subject, key);
    expect(replay.headers['idempotency-replayed']).toBe('true');
    expect(replay.body).toEqual(first.body);
  });

  test('11 CCR 7025(c)(3): who consents despite the signal is not opted out again', async () => {
    const { caller, subject } = await living('US-CA');
    await signal(subject);
    await put(caller, { ...yes(people.policy), method: 'despite-signal' });

    const { body } = await signal(subject);

    expect(body.honoured).toEqual([
      { purpose: 'improvement', state: 'given', conflict: 'consent-kept' },
      { purpose: 'training', state: 'refused' },
    ]);
    expect(body.display).toBe('Opt-Out Request Not Honored');
    expect(await stateOf(caller)).toMatchObject({ state: 'given' });
  });

  test('no signal is no input, and an unknown person is told apart', async () => {
    const { status, body } = await people.post('/v1/signals', {
      subject: byUserId(),
      gpc: false,
    });

    expect([status, pointers(body)]).toEqual([422, ['/gpc']]);
    expect((await signal(byUserId())).status).toBe(404);
  });
});

describe('receipts', () => {
  const receipts = async (caller: ReturnType<typeof newPerson>, query = {}) =>
    (await get(caller, '/receipts', query)).items;
  const lookUp = (receiptId: string) =>
    send({
      method: 'GET',
      path: `/v1/consents/receipts/${receiptId}`,
      caller: staff,
    });

  test('the newest of every purpose, in the fields of ISO/IEC TS 27560, signed', async () => {
    const { caller } = await living();
    const { body } = await put(caller, yes(people.policy));
    await put(caller, { state: 'refused' }, 'support');

    const items = await receipts(caller);

    expect(items.map(({ purpose, state }) => [purpose, state])).toEqual([
      ['improvement', 'given'],
      ['support', 'refused'],
    ]);
    expect(items).toMatchObject([{ advisory: true }, { advisory: true }]);
    expect(items[0]!.receipt).toBe(body.receipt);
    const key = await importJWK({ ...(await people.deps.keyring.publicKey('receipts')) }, 'EdDSA');
    const { payload } = await compactVerify(items[0]!.receipt, key);
    expect(JSON.parse(Buffer.from(payload).toString())).toEqual(items[0]!.document);
  });

  test('every one of a purpose, page after page', async () => {
    const { caller } = await living();
    await put(caller, yes(people.policy));
    for (const state of ['withdrawn', 'refused']) await put(caller, { state });

    const query = { purpose: 'improvement', limit: '2', format: 'dpv' };
    const first = await get(caller, '/receipts', query);
    const second = await get(caller, '/receipts', { ...query, cursor: first.nextCursor });

    expect([...first.items, ...second.items].map(({ state }) => state)).toEqual([
      'refused',
      'withdrawn',
      'given',
    ]);
  });

  test('nobody has receipts of a purpose that is none, or of nothing said', async () => {
    const { caller } = await living();

    expect(await receipts(caller)).toEqual([]);
    expect(pointersOf(await get(caller, '/receipts', { purpose: 'nothing' }))).toEqual([
      '/query/purpose',
    ]);
    expect(pointersOf(await get(caller, '/receipts', { cursor: 'x' }))).toEqual(['/query/cursor']);
    expect(await receipts(newPerson())).toEqual([]);
  });

  test('GDPR Art. 7(1): after an erasure evidence is found by the receipt, and by nothing else', async () => {
    const { caller, subject } = await living();
    await put(caller, yes(people.policy));
    const [item] = await receipts(caller);
    const found = await people.subjects.resolveCaller(caller);
    if (found.kind !== 'known') throw new Error('not known');
    const { subjectId } = found.subject;
    await people.subjects.fence(subjectId);
    await people.deps.subjectKeys.destroy(subjectId, {
      order: anyOrder,
      keep: ['consent-evidence'],
    });
    await deleteRows(people.deps.database, consentStates, subjectId);
    await people.subjects.forget(subjectId);

    const { status, body } = await lookUp(item!.receiptId);

    expect(status).toBe(200);
    expect(body).toMatchObject({
      receiptId: item!.receiptId,
      advisory: true,
      state: 'given',
      document: item!.document,
    });
    expect(body.keptUntil > body.validUntil).toBe(true);
    expect(await receipts(caller)).toEqual([]);
    expect(
      (await people.post('/v1/consents', { subject, purpose: 'improvement', state: 'refused' }))
        .status,
    ).toBe(409);
  });

  test('once its key is destroyed the row says what stands in clear, and staff are seen reading', async () => {
    const { caller } = await living();
    await put(caller, yes(people.policy));
    const [item] = await receipts(caller);
    const found = await people.subjects.resolveCaller(caller);
    if (found.kind === 'known') {
      await people.subjects.fence(found.subject.subjectId);
      await people.deps.subjectKeys.destroy(found.subject.subjectId, { order: anyOrder, keep: [] });
    }
    const reads = async () =>
      (await people.rows(outbox)).filter(({ type }) => type === 'staff.read').length;
    const before = await reads();

    const { body } = await lookUp(item!.receiptId);

    expect(body).toMatchObject({ purpose: 'improvement', basis: 'consent' });
    expect(body).not.toHaveProperty('document');
    expect((await reads()) - before).toBe(1);
  });

  test('CJEU C-579/21: that staff read their evidence a living person can look up, by role', async () => {
    const { caller } = await living();
    await put(caller, yes(people.policy));
    const [item] = await receipts(caller);

    await lookUp(item!.receiptId);

    const { body } = await send({ method: 'GET', path: '/v1/me/activity', caller });
    expect(body.items).toMatchObject([
      {
        kind: 'staff-access',
        codes: { role: 'privacy-team', operation: 'readReceipt' },
        ledger: { type: 'staff.read' },
      },
      { kind: 'consent-recorded' },
      // The first sign-in, and the address that it brought.
      { kind: 'identity-linked' },
      { kind: 'identity-linked' },
    ]);
  });

  test('an id that leads nowhere is 404, and evidence past its period is gone', async () => {
    expect((await lookUp(randomUUID())).status).toBe(404);
    const { caller } = await living();
    people.setClock('2010-01-01T00:00:00Z');
    await put(caller, { state: 'refused' });
    const [item] = await receipts(caller);
    people.setClock(undefined);
    expect((await lookUp(item!.receiptId)).status).toBe(404);
    expect(await receipts(caller)).toEqual([]);
    expect(await receipts(caller, { purpose: 'improvement' })).toEqual([]);
  });
});

describe('POST /v1/consents/import', () => {
  const load = async (items: readonly object[]) =>
    send({ method: 'POST', path: '/v1/consents/import', body: { items }, caller: staff });
  const line = (subject: object, changes = {}) => ({
    subject,
    purpose: 'improvement',
    state: 'given',
    at: '2026-03-01T10:00:00Z',
    source: 'crm',
    ...changes,
  });
  const outcomes = ({ body }: { body: ExchangeBody }) =>
    body.items.map(({ status, outcome, problem }) => [status, outcome ?? problem?.type.slice(19)]);

  test('GDPR Art. 7(1): a consent without a notice keeps its time, is unproven and permits nothing', async () => {
    const { caller, subject } = await living();

    const reply = await load([line(subject)]);

    expect(reply.status).toBe(207);
    expect(outcomes(reply)).toEqual([[201, 'imported-unproven']]);
    expect(await stateOf(caller)).toMatchObject({
      state: 'needs-renewal',
      because: 'unproven',
      since: '2026-03-01T10:00:00.000Z',
    });
    const { items } = await get(caller, '/improvement/history');
    expect(items[0]).toMatchObject({
      at: '2026-03-01T10:00:00.000Z',
      because: 'unproven',
      recordedBy: 'staff',
      imported: { source: 'crm' },
    });
    const { body } = await send({
      method: 'POST',
      path: '/v1/decisions',
      body: { subject, purpose: 'improvement', category: 'prompt-text' },
      caller: assistant,
    });
    expect(body).toMatchObject({ decision: 'deny' });
  });

  test('with the notice in force it counts, and ends two years after it was given', async () => {
    const { caller, subject } = await living();

    const shown = { notice: yes(people.policy).notice, locale: 'de', at: '2026-11-20T10:00:00Z' };
    const reply = await load([line(subject, shown)]);

    expect(outcomes(reply)).toEqual([[201, 'imported']]);
    expect(await stateOf(caller)).toMatchObject({
      state: 'given',
      validUntil: '2028-11-20T10:00:00.000Z',
    });
  });

  test('the same lines are written once, in their order', async () => {
    const { caller, subject } = await living();
    const lines = [
      line(subject, { at: '2024-01-01T00:00:00Z' }),
      line(subject, { state: 'withdrawn', at: '2025-01-01T00:00:00Z' }),
    ];
    const first = await load(lines);
    const before = await written();

    const again = await load(lines);

    expect(outcomes(first)).toEqual([
      [201, 'imported-unproven'],
      [201, 'imported'],
    ]);
    expect(outcomes(again)).toEqual([
      [200, 'refusal-stands'],
      [200, 'already-imported'],
    ]);
    expect(await written()).toEqual(before);
    expect(await stateOf(caller)).toMatchObject({ state: 'withdrawn' });
  });

  test('what the person said here stands', async () => {
    const { caller, subject } = await living();
    await put(caller, { state: 'withdrawn' });
    await put(caller, yes(people.policy), 'training');

    const reply = await load([
      line(subject),
      line(subject, { purpose: 'training', state: 'refused' }),
    ]);

    expect(outcomes(reply)).toEqual([
      [200, 'refusal-stands'],
      [200, 'newer-choice-stands'],
    ]);
    expect(await stateOf(caller, 'training')).toMatchObject({ state: 'given' });
  });

  test('each line has its own outcome', async () => {
    const { subject } = await living();

    const reply = await load([
      line(subject, { purpose: 'nothing' }),
      line(subject, { at: '2999-01-01T00:00:00Z' }),
      line(subject, { purpose: 'service-provision' }),
      line(byUserId()),
      line(subject, { state: 'refused', at: '2009-01-01T00:00:00Z' }),
    ]);

    expect(outcomes(reply)).toEqual([
      [422, 'invalid-input'],
      [422, 'invalid-input'],
      [409, 'conflict'],
      [404, 'not-found'],
      [201, 'imported'],
    ]);
    expect(reply.body.items[1]?.problem?.errors?.[0]?.pointer).toBe('/items/1/at');
  });

  test('a line that does not fit is refused in its place, and the others are taken over', async () => {
    const { subject } = await living();

    const reply = await load([
      line(subject, { at: '2025-02-30T10:00:00Z' }),
      line(subject, { purpose: 'model_training' }),
      line({ type: 'email', value: 'nobody' }),
      line(subject, { state: 'maybe' }),
      line(subject, { state: 'refused' }),
    ]);

    expect(outcomes(reply)).toEqual([
      ...Array.from({ length: 4 }, () => [422, 'invalid-input']),
      [201, 'imported'],
    ]);
    const refused = reply.body.items.slice(0, 4);
    expect(refused.map(({ problem }) => problem?.errors?.[0]?.pointer)).toEqual([
      '/items/0/at',
      '/items/1/purpose',
      '/items/2/subject/value',
      '/items/3/state',
    ]);
  });

  test('behind the fence of an erasure nothing is taken over', async () => {
    const { caller, subject } = await living();
    const found = await people.subjects.resolveCaller(caller);
    if (found.kind === 'known') await people.subjects.fence(found.subject.subjectId);

    expect(outcomes(await load([line(subject, { state: 'refused' })]))).toEqual([
      [409, 'subject-erased'],
    ]);
  });
});
