import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { CoverageReason } from '../../lambda/disclosure/model/agreement.ts';
import { disclosures } from '../../lambda/disclosure/table.ts';
import { countRows, deleteRows } from '../../lambda/erasure/delete-rows.ts';
import { deletedTables } from '../../lambda/erasure/purged-tables.ts';
import { outbox } from '../../lambda/ledger/table.ts';
import { update } from '../../lambda/platform/dynamo/statement.ts';
import { transact } from '../../lambda/platform/dynamo/transact.ts';
import { subjects } from '../../lambda/subject/table.ts';
import { byUserId } from '../subject/subject-fixture.ts';
import { anyOrder } from '../support/destruction.ts';
import type { DisclosureFixture, Person } from './disclosure-fixture.ts';
import { deskWith, openDisclosureFixture, toSupportDesk } from './disclosure-fixture.ts';

let fixture: DisclosureFixture;
beforeAll(async () => {
  fixture = await openDisclosureFixture();
});
afterEach(() => fixture.people.setClock(undefined));
afterAll(() => fixture.people.stop());

const entriesOf = async (type: string) =>
  (await fixture.people.rows(outbox)).filter((row) => row['type'] === type);
const object = ({ subject }: Person, purpose = 'support') =>
  fixture.people.post('/v1/consents', { subject, purpose, state: 'refused' });
const restrict = async (
  { subjectId }: Person,
  changes: object = { restrictedPurposes: ['support'] },
): Promise<void> => {
  const { version } = (await fixture.people.subjects.get(subjectId))!;
  await transact(fixture.people.deps.database, [
    update(subjects, { subjectId }, version, { ...changes }),
  ]);
};
const notPermitted = (...errors: (readonly [pointer: string, reason: string])[]) => ({
  type: 'urn:custos:problem:processing-not-permitted',
  status: 403,
  errors: errors.map(([pointer, reason]) => ({
    pointer,
    message: `this disclosure is denied: ${reason}`,
  })),
});

describe('a disclosure that an agreement covers', () => {
  test('is recorded, encrypted, with a ledger entry and an activity of the person', async () => {
    const ada = await fixture.newPerson();
    const before = await entriesOf('disclosure.recorded');
    fixture.people.setClock('2026-11-24T10:00:00Z');

    const { status, body } = await fixture.disclose(
      toSupportDesk(ada, { reference: 'case-0815', at: '2026-11-24T09:58:00+01:00' }),
    );

    expect(status).toBe(201);
    expect(await fixture.stored(ada)).toEqual([
      {
        disclosureId: body.disclosureId,
        recipient: 'support-desk',
        purpose: 'support',
        categories: ['feedback', 'account-profile'],
        at: '2026-11-24T08:58:00.000Z',
        reference: 'case-0815',
      },
    ]);
    const codes = {
      recipient: 'support-desk',
      purpose: 'support',
      categories: ['feedback', 'account-profile'],
    };
    const entered = (await entriesOf('disclosure.recorded')).slice(before.length);
    expect(entered).toMatchObject([{ codes, commitment: expect.any(String) }]);
    expect(await fixture.activities(ada, 'disclosure')).toMatchObject([
      { codes, ledger: { entryId: entered[0]!['entryId'], type: 'disclosure.recorded' } },
    ]);
  });

  test('says nothing in clear but whose it is and when it ends', async () => {
    const ada = await fixture.newPerson();

    await fixture.disclose(toSupportDesk(ada, { reference: 'case-0816' }));

    const rows = await fixture.people.rows(disclosures);
    const row = rows.find(({ subjectId }) => subjectId === ada.subjectId)!;
    expect(Object.keys(row).sort()).toEqual(
      ['content', 'disclosureId', 'expiresAt', 'subjectId', 'version'].sort(),
    );
    expect(Buffer.from(row['content'] as Uint8Array).toString('latin1')).not.toMatch(
      /case-0816|support/,
    );
  });

  test('GDPR Art. 17: goes with an erasure, and with the key of the person before that', async () => {
    const [ada, grace] = [await fixture.newPerson(), await fixture.newPerson()];
    await fixture.disclose({ items: [ada, grace].map((one) => toSupportDesk(one)) });
    const { database, subjectKeys } = fixture.people.deps;
    await fixture.people.subjects.fence(ada.subjectId);

    await subjectKeys.destroy(ada.subjectId, { order: anyOrder, keep: [] });
    const unreadable = await fixture.stored(ada);
    const left = await countRows(database, disclosures, ada.subjectId);
    for (const table of deletedTables) await deleteRows(database, table, ada.subjectId);

    expect([unreadable, left]).toEqual([[], 1]);
    expect(await countRows(database, disclosures, ada.subjectId)).toBe(0);
    expect(await fixture.stored(grace)).toHaveLength(1);
  });

  test('ends with the evidence of requests', async () => {
    const ada = await fixture.newPerson();
    fixture.people.setClock('2026-11-24T10:00:00Z');
    await fixture.disclose(toSupportDesk(ada));

    expect(fixture.people.policy.evidence.request.retention).toBe('P3Y');
    fixture.people.setClock('2029-11-24T09:59:59Z');
    expect(await fixture.stored(ada)).toHaveLength(1);
    fixture.people.setClock('2029-11-24T10:00:00Z');
    expect(await fixture.stored(ada)).toEqual([]);
  });

  test('is recorded once, however often it is sent with its key', async () => {
    const ada = await fixture.newPerson();

    const answers = [];
    for (let sent = 0; sent < 3; sent += 1) {
      answers.push(await fixture.disclose(toSupportDesk(ada), { key: `once-${ada.subjectId}` }));
    }

    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(await fixture.stored(ada)).toHaveLength(1);
  });
});

describe('no agreement covers', () => {
  test.each<[string, CoverageReason, string, object, object, object]>([
    ['an unknown recipient', 'recipient-unknown', '/recipient', { recipient: 'nobody' }, {}, {}],
    [
      'a recipient of other purposes',
      'recipient-not-of-purpose',
      '/recipient',
      { recipient: 'annotation-partner' },
      {},
      {},
    ],
    [
      'an agreement to come',
      'agreement-not-begun',
      '/recipient',
      {},
      {},
      { signedOn: '2099-01-01' },
    ],
    [
      'an agreement that ended',
      'agreement-expired',
      '/recipient',
      {},
      {},
      { signedOn: '2025-01-01', expiresOn: '2026-01-01' },
    ],
    ['another purpose', 'purpose-not-in-agreement', '/purpose', {}, {}, { purposes: ['safety'] }],
    [
      'one of the categories',
      'category-not-in-agreement',
      '/categories/1',
      {},
      {},
      { categories: ['feedback'] },
    ],
    [
      'a transfer without a mechanism',
      'transfer-without-mechanism',
      '/recipient',
      {},
      { country: 'US' },
      {},
    ],
    [
      'a transfer whose assessment lapsed',
      'transfer-assessment-lapsed',
      '/recipient',
      {},
      {
        country: 'US',
        transferMechanism: 'standard-contractual-clauses',
        transferAssessment: { doneOn: '2025-01-01', validUntil: '2026-01-01' },
      },
      {},
    ],
  ])(
    '%s: 403 with the reason, recorded as a denial',
    async (_title, reason, pointer, ...change) => {
      const [changes, recipient, agreement] = change;
      const ada = await fixture.newPerson();

      const { status, body } = await fixture.disclose(toSupportDesk(ada, changes), {
        policy: deskWith(recipient, agreement),
      });

      expect(status).toBe(403);
      expect(body).toMatchObject(notPermitted([pointer, reason]));
      expect(await fixture.stored(ada)).toEqual([]);
      expect(await fixture.activities(ada, 'disclosure')).toEqual([]);
      expect(await fixture.activities(ada, 'decision-denied')).toMatchObject([
        { codes: { purpose: 'support', reason }, ledger: { type: 'decision.denied' } },
      ]);
    },
  );

  test('on the day after its last day, in the time zone of the controller', async () => {
    const ada = await fixture.newPerson();
    const policy = deskWith({}, { expiresOn: '2026-11-24' });
    const statusAt = async (time: string) => {
      fixture.people.setClock(time);
      return (await fixture.disclose(toSupportDesk(ada), { policy })).status;
    };

    expect(policy.controller.timeZone).toBe('Europe/Berlin');
    expect(await statusAt('2026-11-24T22:59:59Z')).toBe(201);
    expect(await statusAt('2026-11-24T23:00:00Z')).toBe(403);
  });

  test('what was given before it began, or is reported after it ended', async () => {
    const ada = await fixture.newPerson();
    const policy = deskWith({}, { signedOn: '2026-11-20', expiresOn: '2026-11-24' });
    const reasonAt = async (now: string, at: string) => {
      fixture.people.setClock(now);
      const { body } = await fixture.disclose(toSupportDesk(ada, { at }), { policy });
      return body.errors?.[0].message;
    };

    expect(await reasonAt('2026-11-24T12:00:00Z', '2026-11-19T12:00:00Z')).toMatch(/not-begun/);
    expect(await reasonAt('2026-11-25T12:00:00Z', '2026-11-24T12:00:00Z')).toMatch(/expired/);
    expect(await reasonAt('2026-11-24T12:00:00Z', '2026-11-20T12:00:00Z')).toBeUndefined();
  });

  test('a name that the policy does not have is not entered: it may be anything', async () => {
    const ada = await fixture.newPerson();

    await fixture.disclose(toSupportDesk(ada, { recipient: 'ada-lovelace' }));

    const [denied] = await fixture.activities(ada, 'decision-denied');
    expect(denied?.codes).toMatchObject({ recipient: 'undeclared', reason: 'recipient-unknown' });
  });

  test('and the agreement is asked before the person is', async () => {
    const { status } = await fixture.disclose(
      toSupportDesk({ subject: byUserId() }, { recipient: 'nobody' }),
    );

    expect(status).toBe(403);
  });
});

describe('a disclosure that the decision denies', () => {
  test('GDPR Art. 21(1): an objection of the person', async () => {
    const ada = await fixture.newPerson();
    await object(ada);

    const { status, body } = await fixture.disclose(toSupportDesk(ada));

    expect(status).toBe(403);
    expect(body).toMatchObject(
      notPermitted(['/categories/0', 'objection'], ['/categories/1', 'objection']),
    );
    const denied = await fixture.activities(ada, 'decision-denied');
    expect(denied).toMatchObject([
      { codes: { category: 'account-profile', recipient: 'support-desk', reason: 'objection' } },
      { codes: { category: 'feedback', recipient: 'support-desk', reason: 'objection' } },
    ]);
    expect(await fixture.stored(ada)).toEqual([]);
  });

  test('a consent that is not there', async () => {
    const ada = await fixture.newPerson();

    const { body } = await fixture.disclose({
      ...{ subject: ada.subject, recipient: 'annotation-partner', purpose: 'improvement' },
      categories: ['prompt-text'],
    });

    expect(body).toMatchObject(notPermitted(['/categories/0', 'consent-not-given']));
  });

  test.each([
    ['GDPR Art. 18(2): of a purpose', { restrictedPurposes: ['support'] }],
    ['GDPR Art. 18(1)(a): of a category', { restrictedCategories: ['feedback'] }],
  ])('a restriction (%s)', async (_title, changes) => {
    const ada = await fixture.newPerson();
    await restrict(ada, changes);

    const { status, body } = await fixture.disclose(toSupportDesk(ada));

    expect([status, body.type]).toEqual([403, 'urn:custos:problem:processing-restricted']);
    expect(await fixture.activities(ada, 'decision-denied')).not.toEqual([]);
  });

  test('a freeze of the person', async () => {
    const ada = await fixture.newPerson();
    await restrict(ada, { frozenBy: ['019ac0de-7e57-7000-8000-0123456789ba'] });

    const { status, body } = await fixture.disclose(toSupportDesk(ada));

    expect([status, body.type]).toEqual([403, 'urn:custos:problem:processing-frozen']);
  });

  test('a person who is unknown, or being erased', async () => {
    const ada = await fixture.newPerson();
    await fixture.people.subjects.fence(ada.subjectId);

    const unknown = await fixture.disclose(toSupportDesk({ subject: byUserId() }));
    const erased = await fixture.disclose(toSupportDesk(ada));

    expect([unknown.status, unknown.body.errors[0].pointer]).toEqual([404, '/subject']);
    expect([erased.status, erased.body.type]).toEqual([409, 'urn:custos:problem:subject-erased']);
  });

  test('may be sent again with its key once that is remedied', async () => {
    const ada = await fixture.newPerson();
    const key = `remedied-${ada.subjectId}`;
    const policy = deskWith({}, { signedOn: '2025-01-01', expiresOn: '2026-01-01' });

    const before = await fixture.disclose(toSupportDesk(ada), { key, policy });
    const after = await fixture.disclose(toSupportDesk(ada), { key });

    expect([before.status, after.status]).toEqual([403, 201]);
  });
});

test.each([
  ['no recipient', { recipient: undefined }, '/recipient'],
  ['no category', { categories: [] }, '/categories'],
  ['a category twice', { categories: ['feedback', 'feedback'] }, '/categories'],
  ['a name that is no id', { recipient: 'Support Desk' }, '/recipient'],
  ['a line break in the reference', { reference: 'a\nb' }, '/reference'],
  ['a day to come', { at: '2099-01-01T00:00:00Z' }, '/at'],
  ['an unknown field', { force: true }, '/force'],
])('%s is invalid', async (_title, changes, pointer) => {
  const ada = await fixture.newPerson();

  const { status, body } = await fixture.disclose(toSupportDesk(ada, changes));

  expect([status, body.errors[0].pointer]).toEqual([422, pointer]);
});

test('a key is required, and a field beside items is invalid', async () => {
  const ada = await fixture.newPerson();

  const keyless = await fixture.disclose(toSupportDesk(ada), { key: '' });
  const both = await fixture.disclose({ items: [toSupportDesk(ada)], reference: 'case-1' });

  expect([keyless.status, keyless.body.errors[0].pointer]).toEqual([
    422,
    '/header/idempotency-key',
  ]);
  expect([both.status, both.body.errors[0].pointer]).toEqual([422, '/reference']);
});

test('no log has a name, a reference or an identifier of the person', async () => {
  const ada = await fixture.newPerson();
  await object(ada, 'safety');

  await fixture.disclose(toSupportDesk(ada, { reference: 'case-4711-secret' }));
  await fixture.disclose(
    toSupportDesk(ada, { recipient: 'nobody', reference: 'case-4711-secret' }),
  );

  const logged = fixture.people.logged.join('\n');
  expect(logged).not.toContain('case-4711-secret');
  expect(logged).not.toContain(ada.subject.value);
  expect(logged).not.toContain(ada.subjectId);
});
