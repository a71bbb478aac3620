import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { outbox } from '../../lambda/ledger/table.ts';
import { aliases } from '../../lambda/subject/table.ts';
import { subjectKeys as keyTable } from '../../lambda/platform/keyring/table.ts';
import { insert } from '../../lambda/platform/dynamo/statement.ts';
import { transact } from '../../lambda/platform/dynamo/transact.ts';
import { newRecordId } from '../../lambda/value/ids.ts';
import { records as recordTable } from '../../lambda/record/table.ts';
import { recountPerson } from '../../lambda/erasure/count.ts';
import { begin } from '../../lambda/request/attempt.ts';
import { verifyErasure } from '../../lambda/erasure/conclude.ts';
import { openHolds } from '../../lambda/hold/store.ts';
import { dyingAfter } from '../faults/dying-after.ts';
import { erase, stepsOf } from './erasure-steps.ts';
import type { Notes } from './erasure-steps.ts';
import type { Attempt } from '../../lambda/request/attempt.ts';
import {
  firstAttempt,
  follow,
  keep,
  openRequestFixture,
  newPerson,
  submit,
} from '../request/request-fixture.ts';
import type { RequestFixture, Person } from '../request/request-fixture.ts';

let fixture: RequestFixture;
let holds: ReturnType<typeof openHolds>;
beforeAll(async () => {
  fixture = await openRequestFixture();
  holds = openHolds(fixture);
});
afterAll(() => fixture.stop());

const rowsOf = async ({ subjectId }: Person) =>
  (await fixture.rows(recordTable)).filter((row) => row['subjectId'] === subjectId);
const classesOf = async ({ subjectId }: Person) =>
  (await fixture.rows(keyTable))
    .filter((row) => row['subjectId'] === subjectId)
    .map((row) => row['erasureClass']);

/** A person with a prompt, feedback and a usage log that safety keeps, erased while held. */
async function erasedWhileHeld(categories: readonly string[]) {
  const person = await newPerson(fixture);
  await keep(fixture, person, [
    { content: 'Evidence' },
    { category: 'feedback', purposes: ['support'] },
    { category: 'usage-log', purposes: ['safety'] },
  ]);
  const placed = await holds.place(person.subjectId, { matter: 'Roe v. Wonder', categories });
  if (placed.kind !== 'placed') throw new Error(placed.kind);
  const answer = await submit(fixture, person.caller, { kind: 'erasure' });
  const token = answer.body.followUpToken as string;
  await erase(fixture, firstAttempt(answer));
  return { person, holdId: placed.hold.holdId, token, run: firstAttempt(answer) };
}
const seen = async (token: string) => (await follow(fixture, token)).body;

/** The steps after the release of a hold, those that change something so many times. */
async function settle({ subjectId }: Person, run: Attempt, times = 1, recount = fixture) {
  const steps = stepsOf(fixture);
  const notes: Notes = {};
  const repeat = async (...names: string[]) => {
    for (const name of names) {
      for (let time = 0; time < times; time += 1) await steps[name]!(fixture, run, notes);
    }
  };
  await repeat('count', 'plan', 'fence', 'revoke', 'purge');
  const { controls } = notes.before!;
  const after = await recountPerson(recount, { subjectId, controls });
  const verification = await verifyErasure(fixture, run, after);
  if (verification.kind !== 'verified') return verification;
  await repeat('certify');
  await steps['conclude']!(fixture, run, notes);
  return verification;
}

describe('GDPR Art. 17(3)(e): an erasure of what a legal hold keeps', () => {
  test('keeps the held categories under a key of their own, erases the rest, and says so', async () => {
    const { person, token } = await erasedWhileHeld(['prompt-text', 'usage-log']);

    const request = await seen(token);

    const planned = (await fixture.rows(outbox)).filter(({ type }) => type === 'erasure.planned');
    expect(planned.map(({ codes }) => codes)).toMatchObject([
      { withheldGrounds: ['legal-obligation', 'legal-claims'] },
    ]);
    expect(request.status).toBe('partially-completed');
    expect(request.refusal.reasons).toEqual(['legal-claims', 'legal-obligation']);
    const exempt = request.tasks[0].withheld.filter(
      ({ category }: { category: string }) => !category.endsWith('-evidence'),
    );
    expect(exempt).toEqual([
      {
        category: 'prompt-text',
        count: 1,
        ground: 'legal-claims',
        reference: 'GDPR Art. 17(3)(e), legal hold',
      },
      {
        category: 'usage-log',
        count: 1,
        ground: 'legal-obligation',
        reference: expect.stringContaining('17(3)(b)'),
      },
    ]);
    const rows = await rowsOf(person);
    expect(rows.map(({ category, withheld }) => [category, withheld])).toEqual([
      ['prompt-text', 'legal-claims'],
      ['usage-log', 'legal-obligation'],
    ]);
    for (const row of rows) {
      expect(row).not.toHaveProperty('expiresAt');
      expect(row).toHaveProperty('endsAt');
    }
    expect((await classesOf(person)).sort()).toEqual([
      'request-evidence',
      'withheld-legal-claims',
      'withheld-legal-obligation',
    ]);
  });

  test('is finished once the last hold is released, and certified again', async () => {
    const { person, holdId, token, run } = await erasedWhileHeld(['prompt-text', 'usage-log']);
    const before = await seen(token);
    fixture.pass(2 * 3600);
    await fixture.sweep();
    expect((await seen(token)).timeline).toEqual(before.timeline);

    await holds.release(holdId);
    fixture.pass(3700);
    await fixture.sweep();

    expect(await fixture.started()).toContain(`${run.requestId}-2`);
    const again = { ...run, attempt: 2 };
    expect(await begin(fixture, again)).toMatchObject({ kind: 'begun', request: 'erasure' });
    expect(await settle(person, again, 2)).toEqual({ kind: 'verified' });
    const request = await seen(token);
    expect(request.status).toBe('partially-completed');
    expect(request.refusal.reasons).toEqual(['legal-obligation']);
    expect(request.timeline.slice(-4).map(({ event }: { event: string }) => event)).toEqual([
      'hold-released',
      'keys-destroyed',
      'held-data-erased',
      'certificate-issued',
    ]);
    expect(request.certificate).not.toBe(before.certificate);
    const [row, ...others] = await rowsOf(person);
    expect(others).toEqual([]);
    expect(row).toMatchObject({ category: 'usage-log', withheld: 'legal-obligation' });
    expect(row).not.toHaveProperty('endsAt');
    expect(row!['expiresAt']).toBeGreaterThan(0);
    expect(await classesOf(person)).not.toContain('withheld-legal-claims');
    expect(await begin(fixture, again)).toEqual({ kind: 'superseded' });
  });

  test('is not certified on a recount that sees nothing, or that sees rows which nothing keeps', async () => {
    const elsewhere = await openRequestFixture();
    const { person, holdId, token, run } = await erasedWhileHeld(['prompt-text']);
    const { certificate } = await seen(token);
    await holds.release(holdId);
    fixture.pass(3700);
    await fixture.sweep();
    const again = { ...run, attempt: 2 };
    await begin(fixture, again);

    const blind = await settle(person, again, 1, elsewhere);
    await keep(fixture, person, [{ content: 'left over' }]);
    const left = await settle(person, again);

    await elsewhere.stop();
    expect(blind).toEqual({ kind: 'verification-inconclusive' });
    expect(left).toMatchObject({ kind: 'rows-left-over' });
    expect((await seen(token)).certificate).toBe(certificate);
  });

  test('11 CCR 7101: shows how it was answered for two years from its end, however long the hold was', async () => {
    const { person, holdId, token, run } = await erasedWhileHeld(['prompt-text']);
    fixture.pass(4 * 366 * 86_400);
    await holds.release(holdId);
    await fixture.sweep();
    const again = { ...run, attempt: 2 };
    await begin(fixture, again);

    await settle(person, again);
    fixture.pass(700 * 86_400);
    await fixture.sweep();

    expect((await seen(token)).timeline.at(-1).event).toBe('certificate-issued');
    expect(await classesOf(person)).toContain('request-evidence');
  });

  test('GDPR Art. 15(1): leads the person who signs in to it as long as the hold is open, no longer', async () => {
    const { person, holdId, run } = await erasedWhileHeld(['prompt-text']);
    const day = 86_400;
    const see = async () => ({
      erasures: await fixture.subjects.erasuresOf(person.caller),
      kind: (await fixture.subjects.resolveCaller(person.caller)).kind,
    });
    fixture.pass(10 * 366 * day);
    await fixture.sweep();
    const late = await see();
    await holds.release(holdId);
    fixture.pass(3700);
    await fixture.sweep();
    await settle(person, { ...run, attempt: 2 });
    fixture.pass(8 * day);

    expect(late).toEqual({ erasures: [run.requestId], kind: 'erased' });
    expect(await see()).toEqual({ erasures: [], kind: 'unknown' });
    const left = (await fixture.rows(aliases)).filter(
      (row) => row['subjectId'] === person.subjectId,
    );
    expect(left).toEqual([]);
  });

  test('keeps nothing once the hold is released before keys are destroyed', async () => {
    const person = await newPerson(fixture);
    await keep(fixture, person, [{}]);
    const placed = await holds.place(person.subjectId, { matter: 'Roe v. Wonder' });
    const answer = await submit(fixture, person.caller, { kind: 'erasure' });
    if (placed.kind === 'placed') await holds.release(placed.hold.holdId);

    await erase(fixture, firstAttempt(answer));

    expect((await seen(answer.body.followUpToken)).status).toBe('completed');
    expect(await rowsOf(person)).toEqual([]);
  });

  test('names everything that it keeps, and erases it, where it dies at any write while the hold ends', async () => {
    const steps = stepsOf(fixture);
    let deaths = 0;
    for (let died = true; died; deaths += died ? 1 : 0) {
      const person = await newPerson(fixture);
      await keep(fixture, person, [{ content: 'Evidence' }, { content: 'More' }]);
      const placed = await holds.place(person.subjectId, { matter: 'Roe v. Wonder' });
      const answer = await submit(fixture, person.caller, { kind: 'erasure' });
      const [run, notes] = [firstAttempt(answer), {}];
      for (const name of ['begin', 'count', 'plan', 'fence']) {
        await steps[name]!(fixture, run, notes);
      }
      const connection = dyingAfter(fixture.server, deaths + 1);
      await steps['revoke']!(fixture.on(connection), run, notes).catch(() => undefined);
      died = connection.died();
      if (placed.kind === 'placed') await holds.release(placed.hold.holdId);

      await erase(fixture, run);

      const { tasks } = await seen(answer.body.followUpToken);
      const exempt = (tasks[0].withheld as { category: string; count: number }[])
        .filter(({ category }) => category === 'prompt-text')
        .reduce((sum, { count }) => sum + count, 0);
      expect(exempt, `death ${deaths + 1}`).toBe((await rowsOf(person)).length);
      fixture.pass(3_700);
      await fixture.sweep();
      if (exempt > 0) expect(await settle(person, { ...run, attempt: 2 })).toEqual(verified);
      expect(await rowsOf(person)).toEqual([]);
    }
    expect(deaths).toBeGreaterThan(3);
  });

  test('is not certified where a record is exempt that it does not name', async () => {
    const person = await newPerson(fixture);
    await keep(fixture, person, [{}]);
    const answer = await submit(fixture, person.caller, { kind: 'erasure' });
    const [run, notes, steps] = [firstAttempt(answer), {}, stepsOf(fixture)];
    for (const name of ['begin', 'count', 'plan', 'fence', 'revoke', 'purge']) {
      await steps[name]!(fixture, run, notes);
    }
    const key = { subjectId: person.subjectId, recordId: newRecordId() };
    const row = { ...key, version: 1, category: 'prompt-text', withheld: 'legal-claims' };
    await transact(fixture.database, [insert(recordTable, row)]);

    await steps['recount']!(fixture, run, notes);

    await expect(steps['verify']!(fixture, run, notes)).rejects.toThrow('rows-left-over');
  });
});

const verified = { kind: 'verified' };
