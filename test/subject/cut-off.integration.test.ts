import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listActivity } from '../../lambda/ledger/activity-list.ts';
import { outbox } from '../../lambda/ledger/table.ts';
import type { SubjectCaller } from '../../lambda/platform/http/handlers.ts';
import { openDetails } from '../../lambda/subject/details.ts';
import { aliases, subjects } from '../../lambda/subject/table.ts';
import type { AliasRow } from '../../lambda/subject/alias-row.ts';
import type { SubjectId } from '../../lambda/value/ids.ts';
import type { Identifier } from '../../lambda/subject/model/subject.ts';
import { byEmail, byUserId, newPerson, openSubjectFixture } from './subject-fixture.ts';
import type { SubjectFixture } from './subject-fixture.ts';

let people: SubjectFixture;
beforeAll(async () => {
  people = await openSubjectFixture();
});
afterAll(() => people.stop());

/** Where the process ends: at a write, before it or when it was done but not yet answered. */
interface Cut {
  readonly write: number;
  readonly isDone: boolean;
}

/** Does `work` in a process that ends at a write; false where it had no such write. */
async function cutOff({ write, isDone }: Cut, work: () => Promise<unknown>): Promise<boolean> {
  const { middlewareStack } = people.deps.database.client;
  let writes = 0;
  middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        if (commandName === 'ExecuteTransactionCommand') writes += 1;
        if (writes === write && isDone) await next(args);
        if (writes >= write) throw new Error('cut off');
        return next(args);
      },
    { step: 'initialize', name: 'cut' },
  );
  try {
    await work();
  } catch {
    // What the process would have thrown is of no interest: it has ended.
  } finally {
    middlewareStack.remove('cut');
  }
  return writes >= write;
}

/**
 * Cuts off at every write in turn.
 *
 * @param one answers what `cut` does
 */
async function atEveryWrite(
  isDone: boolean,
  one: (cut: (work: () => Promise<unknown>) => Promise<boolean>) => Promise<boolean>,
): Promise<number> {
  let write = 1;
  while (await one((work) => cutOff({ write, isDone }, work))) write += 1;
  return write - 1;
}

const parent = byEmail('parent@example.org');
const child = (subject: Identifier) => ({
  subject,
  ageBand: 'under-13',
  responsiblePerson: parent,
});
const entries = async (type: string): Promise<number> =>
  (await people.rows(outbox)).filter((row) => row['type'] === type).length;
const found = async (identifier: Identifier) => {
  const known = await people.subjects.resolve(identifier);
  if (known.kind !== 'known') throw new Error(known.kind);
  return known.subject;
};
/** Ids of what the person signs in with, and of what they can read of it. */
async function signInsOf(subjectId: SubjectId) {
  const rows = (await people.rows(aliases)) as unknown as AliasRow[];
  const { items } = await listActivity(people.deps, subjectId, { limit: 100 });
  return {
    linked: rows
      .filter((row) => row.subjectId === subjectId && row.link.assurance === 'issuer-verified')
      .map(({ link }) => link.identityId),
    shown: items.flatMap(({ kind, codes }) =>
      kind === 'identity-linked' && 'identityId' in codes && codes.by === 'sign-in'
        ? [codes.identityId]
        : [],
    ),
  };
}

describe.each([false, true])(
  'a registration that ends at any write (it was done: %s)',
  (isDone) => {
    test.each(['the same key', 'another key'])(
      'is completed by a call that is repeated with %s: one person, who answers for them, one entry',
      async (title) => {
        const writes = await atEveryWrite(isDone, async (cut) => {
          const body = child(byUserId());
          const key = randomUUID();
          const before = [
            await entries('subject.registered'),
            (await people.rows(subjects)).length,
          ];
          const isCut = await cut(() => people.post('/v1/subjects', body, key));

          const repeated = await people.post(
            '/v1/subjects',
            body,
            title === 'the same key' ? key : randomUUID(),
          );

          expect([200, 201]).toContain(repeated.status);
          const subject = await found(body.subject);
          expect(subject.subjectId).toBe(repeated.body.subjectId);
          expect(await openDetails(people.deps.subjectKeys, subject)).toEqual({
            responsiblePerson: parent,
          });
          const after = [await entries('subject.registered'), (await people.rows(subjects)).length];
          expect(after.map((count, index) => count - before[index]!)).toEqual([1, 1]);
          return isCut;
        });

        expect(writes).toBeGreaterThan(2);
      },
    );

    test('and is never repeated, leaves no identifier of anyone where nothing leads to it', async () => {
      const writes = await atEveryWrite(isDone, async (cut) => {
        const { subject, ...rest } = child(byUserId());
        const before = new Set((await people.rows(subjects)).map((row) => row['subjectId']));
        const isCut = await cut(() => people.post('/v1/subjects', { subject, ...rest }));

        const { kind } = await people.subjects.resolve(subject);
        const made = (await people.rows(subjects)).filter((row) => !before.has(row['subjectId']));

        const left = kind === 'known' ? [] : made.filter((row) => row['sealed'] !== undefined);
        expect(left).toHaveLength(0);
        return isCut;
      });

      expect(writes).toBeGreaterThan(2);
    });

    test.each([
      ['a service', 'themselves'],
      ['themselves', 'a service'],
      ['themselves', 'themselves'],
    ] as const)(
      'by %s and is completed by %s, is entered for each identity that signs in',
      async (first, second) => {
        const register = async (who: typeof first, caller: SubjectCaller & { email: string }) =>
          who === 'a service'
            ? people.subjects.register(byEmail(caller.email), { by: 'service' })
            : people.subjects.register(caller, { by: 'subject' });

        const writes = await atEveryWrite(isDone, async (cut) => {
          const caller = newPerson();
          const before = await entries('identity.linked');
          const isCut = await cut(() => register(first, caller));

          await register(second, caller);
          await register('themselves', caller);

          const { subjectId } = await found(byEmail(caller.email));
          const { linked, shown } = await signInsOf(subjectId);
          expect(linked).toHaveLength(2);
          expect(linked.filter((id) => !shown.includes(id ?? ''))).toEqual([]);
          expect((await entries('identity.linked')) - before).toBe(shown.length);
          // A call that ended after it had entered a link and before it linked enters it again.
          expect(shown.length).toBeLessThanOrEqual(3);
          return isCut;
        });

        expect(writes).toBeGreaterThan(2);
      },
    );
  },
);
