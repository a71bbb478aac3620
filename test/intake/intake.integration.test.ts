import { compactVerify, importJWK } from 'jose';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { mailDelivery } from '../../lambda/delivery/needs.ts';
import { intakeApi, intakeVerifyApi } from '../../lambda/intake/needs.ts';
import { pendingRequests } from '../../lambda/intake/table.ts';
import { answerNothingHeld } from '../../lambda/fulfilment/nothing-held.ts';
import { begin } from '../../lambda/request/attempt.ts';
import type { RequestId } from '../../lambda/value/ids.ts';
import { requests } from '../../lambda/request/table.ts';
import { actionsDuring, declaredBy } from '../support/actions.ts';
import { follow, newPerson, submit } from '../request/request-fixture.ts';
import { leaksIn, scanEverything } from '../support/leaks.ts';
import { asking, codeIn, newAddress, openIntakeFixture } from './intake-fixture.ts';
import type { IntakeFixture } from './intake-fixture.ts';

let intake: IntakeFixture;
beforeAll(async () => {
  intake = await openIntakeFixture();
});
beforeEach(() => intake.fixture.setClock(undefined));
afterAll(() => intake.stop());

const status = async (token: string) => (await follow(intake.fixture, token)).body;
const codeOf = async (requestId: string) => codeIn((await intake.letter(requestId)) ?? '');

describe('a request without an account', () => {
  test('opens once the code from the mail has come, as the request of the person', async () => {
    const { email, subjectId } = await newPerson(intake.fixture);

    const answered = await intake.ask(asking(email, { reason: 'I wonder.' }));

    expect(answered.status).toBe(202);
    expect(Object.keys(answered.body)).toEqual(['requestId', 'followUpToken']);
    const { requestId, followUpToken } = answered.body;
    expect(await status(followUpToken)).toMatchObject({
      requestId,
      status: 'identity-required',
      needs: { assurance: 'email-verified' },
    });
    await intake.deliver(requestId);
    expect((await intake.verify(requestId, await codeOf(requestId))).status).toBe(202);
    await intake.open(requestId);
    const opened = await status(followUpToken);
    expect(opened).toMatchObject({
      ...{ requestId, kind: 'access', status: 'in-progress' },
      ...{ assurance: 'email-verified', channel: 'public' },
    });
    expect(opened.needs).toBeUndefined();
    const row = await intake.fixture.requests.get(requestId);
    expect(row?.subjectId).toBe(subjectId);
    expect(await intake.fixture.started()).toContain(`${requestId}-1`);
    const pending = (await intake.fixture.rows(pendingRequests)).find(
      (each) => each['requestId'] === requestId,
    );
    expect(pending).toHaveProperty('openedAt');
    expect(pending).not.toHaveProperty('sealed');
  });

  test('from an unknown address gets the same mail, then a signed certificate that nothing is held', async () => {
    const known = await newPerson(intake.fixture);
    const ofKnown = (await intake.ask(asking(known.email, { kind: 'erasure' }))).body;
    await intake.deliver(ofKnown.requestId);
    const address = newAddress();

    const { requestId, followUpToken } = await intake.through(asking(address, { kind: 'erasure' }));

    const forms = await Promise.all(
      [
        [ofKnown, known.email],
        [{ requestId, followUpToken }, address],
      ].map(async ([taken, to]) =>
        ((await intake.letter(taken.requestId)) ?? '')
          .replaceAll(taken.requestId, 'ID')
          .replaceAll(to, 'TO')
          .replace(/^Date: .*$/m, '')
          .replace(/boundary=.*$/m, '')
          .replace(/cft_\S+/, 'TOKEN')
          .replace(/^[0-9A-Z]{5}-[0-9A-Z]{5}/m, 'CODE'),
      ),
    );
    expect(forms[0]).toBe(forms[1]);
    expect(await status(followUpToken)).toMatchObject({ status: 'in-progress' });
    const run = { requestId: requestId as RequestId, attempt: 1 };
    expect(await begin(intake.fixture, run)).toMatchObject({ isNothingHeld: true });
    await answerNothingHeld(intake.fixture, run);
    const view = await status(followUpToken);
    expect(view).toMatchObject({
      ...{ status: 'completed', unchanged: { reason: 'nothing-held' } },
    });
    const key = await importJWK(await intake.fixture.keyring.publicKey('certificates'), 'EdDSA');
    const { payload, protectedHeader } = await compactVerify(view.certificate, key);
    expect(protectedHeader.typ).toBe('nothing-held-certificate+jwt');
    expect(JSON.parse(Buffer.from(payload).toString())).toMatchObject({
      ...{ requestId, kind: 'erasure', status: 'NOTHING-HELD' },
    });
    expect(Buffer.from(payload).toString()).not.toContain(address);
    expect(await intake.fixture.subjects.resolve({ type: 'email', value: address })).toEqual({
      kind: 'unknown',
    });
  });

  test('of an erased person is answered as such a request is, and does not register them', async () => {
    const { email, subjectId } = await newPerson(intake.fixture);
    await intake.fixture.subjects.forget(subjectId);

    const { requestId, followUpToken } = await intake.through(asking(email));

    expect(await status(followUpToken)).toMatchObject({ status: 'in-progress' });
    const row = await intake.fixture.requests.get(requestId as never);
    expect(row).toMatchObject({ unregistered: true });
    expect(row?.subjectId).not.toBe(subjectId);
    const found = await intake.fixture.subjects.resolve({ type: 'email', value: email });
    expect(found.kind).toBe('erased');
  });

  test('that repeats an open one leads to that one, after the code and not before', async () => {
    const { email, caller } = await newPerson(intake.fixture);
    const open = (await submit(intake.fixture, caller, { kind: 'access' })).body.request;

    const { followUpToken } = (await intake.ask(asking(email))).body;
    expect((await status(followUpToken)).requestId).not.toBe(open.requestId);
    intake.fixture.pass(3_700);
    const again = await intake.through(asking(email));

    expect((await status(again.followUpToken)).requestId).toBe(open.requestId);
  });

  test('can be called off before the code, which then opens nothing', async () => {
    const { requestId, followUpToken } = (await intake.ask(asking(newAddress()))).body;
    await intake.deliver(requestId);

    const called = await follow(intake.fixture, followUpToken, 'DELETE');

    expect(called.body.status).toBe('cancelled');
    expect((await intake.verify(requestId, await codeOf(requestId))).status).toBe(422);
  });

  test('names its fields, and a jurisdiction that the policy has', async () => {
    const wrong = await intake.ask(
      asking('nobody', {
        kind: 'appeal',
        jurisdiction: 'nowhere',
        purposes: ['service-provision'],
      }),
    );
    const law = await intake.ask(asking(newAddress(), { jurisdiction: 'nowhere' }));

    expect(wrong.status).toBe(422);
    expect(wrong.body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual(
      expect.arrayContaining(['/kind', '/subject/value']),
    );
    expect(law.body.errors[0].pointer).toBe('/jurisdiction');
  });
});

describe('a code', () => {
  test('is tried three times; after that not even the right one opens the request', async () => {
    const { requestId } = (await intake.ask(asking(newAddress()))).body;
    await intake.deliver(requestId);
    const code = await codeOf(requestId);

    for (const wrong of ['00000-00000', 'nonsense', '00000-00001']) {
      expect((await intake.verify(requestId, wrong)).status).toBe(422);
    }

    expect((await intake.verify(requestId, code)).status).toBe(422);
  });

  test('of 20 guesses at the same moment three are looked at', async () => {
    const { requestId } = (await intake.ask(asking(newAddress()))).body;
    await intake.deliver(requestId);

    await Promise.allSettled(
      Array.from({ length: 20 }, () => intake.verify(requestId, '00000-00000')),
    );

    const row = (await intake.fixture.rows(pendingRequests)).find(
      (each) => each['requestId'] === requestId,
    );
    expect(row?.['tries']).toBe(3);
  });

  test('is good for ten minutes', async () => {
    const { requestId } = (await intake.ask(asking(newAddress()))).body;
    await intake.deliver(requestId);
    const code = await codeOf(requestId);

    intake.fixture.pass(601);

    expect((await intake.verify(requestId, code)).status).toBe(422);
  });

  test('of one request does not open another', async () => {
    const one = (await intake.ask(asking(newAddress()))).body;
    const other = (await intake.ask(asking(newAddress()))).body;
    for (const { requestId } of [one, other]) await intake.deliver(requestId);

    expect((await intake.verify(other.requestId, await codeOf(one.requestId))).status).toBe(422);
  });

  test('that is wrong, and a request that is unknown or none, are answered alike', async () => {
    const { requestId } = (await intake.ask(asking(newAddress()))).body;
    await intake.deliver(requestId);
    const answers = await Promise.all(
      [requestId, randomUUID(), 'none'].map((id) => intake.verify(id, '00000-00000')),
    );

    const bodies = answers.map(({ body: { requestId: _id, ...rest } }) => rest);
    expect(bodies[1]).toEqual(bodies[0]);
    expect(bodies[2]).toEqual(bodies[0]);
  });

  test('sent again is answered alike, and opens nothing twice', async () => {
    const { requestId, followUpToken, code } = await intake.through(asking(newAddress()));
    const before = await status(followUpToken);

    expect((await intake.verify(requestId, code)).status).toBe(202);
    await intake.open(requestId);

    expect(await status(followUpToken)).toEqual(before);
  });
});

describe('limits', () => {
  test('a flood of one address is one mail an hour, however the address is written', async () => {
    const address = newAddress();
    const asked = await Promise.all(
      [address, address.toUpperCase(), ` ${address}`].map((value) => intake.ask(asking(value))),
    );
    const ids = asked.map(({ body }) => body.requestId as string);

    for (const requestId of ids) await intake.deliver(requestId);

    const letters = await Promise.all(ids.map((id) => intake.letter(id)));
    expect(letters.filter((each) => each !== undefined)).toHaveLength(1);
    intake.fixture.pass(3_601);
    const later = (await intake.ask(asking(address))).body.requestId;
    await intake.deliver(later);
    expect(await intake.letter(later)).toBeDefined();
  });

  test('that keep a code from being sent cannot be seen', async () => {
    const address = newAddress();
    const [first, second] = [
      (await intake.ask(asking(address))).body,
      (await intake.ask(asking(address))).body,
    ];
    for (const { requestId } of [first, second]) await intake.deliver(requestId);
    const views = await Promise.all([first, second].map((each) => status(each.followUpToken)));

    const seen = views.map(({ requestId: _id, receivedAt: _at, timeline: _line, ...view }) => view);
    expect(seen[1]).toEqual(seen[0]);
  });

  test('a message that is sent again after a crash has the same id and the same code', async () => {
    const { requestId } = (await intake.ask(asking(newAddress()))).body;
    await intake.deliver(requestId);
    const before = await intake.letter(requestId);

    await intake.deliver(requestId);

    expect(await intake.letter(requestId)).toBe(before);
    expect((await intake.verify(requestId, codeIn(before ?? ''))).status).toBe(202);
  });

  test('of a client, and of its network under IPv6, calls beyond the limit are 429', async () => {
    const clients = ['203.0.113.9', '2001:db8:1:2::1', '2001:db8:1:2:ffff::2'];
    const statuses: number[] = [];
    for (let index = 0; index < 21; index += 1) {
      const from = index === 20 ? clients[2] : clients[1];
      const { status: code, headers } = await intake.ask(asking(newAddress()), from);
      statuses.push(code);
      if (code === 429) expect(Number(headers['retry-after'])).toBeGreaterThan(0);
    }

    expect(statuses).toEqual([...Array.from({ length: 20 }, () => 202), 429]);
    expect((await intake.ask(asking(newAddress()), clients[0])).status).toBe(202);
  });
});

describe('an opt-out of sale', () => {
  const optOut = { kind: 'opt-out-sale-share' };

  test('is carried out without a code (11 CCR 7026(d)); what it changed is shown with one', async () => {
    const { email } = await newPerson(intake.fixture, 'US-CA');
    const stranger = newAddress();
    const asked = [
      (await intake.ask(asking(email, optOut))).body,
      (await intake.ask(asking(stranger, optOut))).body,
    ];

    for (const { requestId } of asked) await intake.open(requestId);

    const views = await Promise.all(asked.map((each) => status(each.followUpToken)));
    const bare = views.map(({ requestId: _id, receivedAt: _at, timeline: _l, ...view }) => view);
    expect(bare[0]).toMatchObject({ status: 'completed' });
    expect(bare[1]?.status).toBe('completed');
    expect(Object.keys(views[0])).toEqual(Object.keys(views[1]));
    expect(await intake.fixture.requests.get(asked[0].requestId)).toMatchObject({
      ...{ status: 'completed', assurance: 'none' },
    });

    await intake.deliver(asked[0].requestId);
    await intake.verify(asked[0].requestId, await codeOf(asked[0].requestId));
    await intake.open(asked[0].requestId);
    expect((await status(asked[0].followUpToken)).choices).toBeDefined();
  });

  test('by an agent waits for the person, and other kinds do too', async () => {
    const { email } = await newPerson(intake.fixture);
    const agent = { name: 'Grace', contact: 'grace@example.org', mandate: 'signed' };
    for (const more of [{ ...optOut, agent }, { kind: 'objection' }]) {
      const { requestId } = (await intake.ask(asking(email, more))).body;
      await intake.open(requestId);
      expect(await intake.fixture.requests.get(requestId)).toBeUndefined();
    }
  });
});

describe('what is stored', () => {
  test('has addresses, names and reasons in no clear text, no key and no log', async () => {
    const { email } = await newPerson(intake.fixture);
    const stranger = newAddress();
    const planted = ['Grace Hopper-Testname', 'the reason of a test person'];
    const agent = { name: planted[0], contact: stranger, mandate: 'self-declared' };

    await intake.through(asking(email, { agent, reason: planted[1] }));
    await intake.ask(asking(stranger, { reason: planted[1] }));

    const searched = [email, stranger, ...planted] as string[];
    const rows = await scanEverything(intake.fixture.server.endpoint);
    expect(rows.map(({ table }) => table)).toContain('test-pending-requests');
    expect(rows.flatMap(({ table, text }) => leaksIn(table, text, searched))).toEqual([]);
    expect(leaksIn('log', intake.fixture.logged.join('\n'), searched)).toEqual([]);
  });

  test('a request belongs to no person before its code has come', async () => {
    const { email, subjectId } = await newPerson(intake.fixture);

    const { requestId } = (await intake.ask(asking(email))).body;
    await intake.deliver(requestId);
    await intake.open(requestId);

    const ofPerson = (await intake.fixture.rows(requests)).filter(
      (row) => row['subjectId'] === subjectId,
    );
    expect(ofPerson).toEqual([]);
    const pending = (await intake.fixture.rows(pendingRequests)).find(
      (row) => row['requestId'] === requestId,
    );
    expect(JSON.stringify(pending)).not.toContain(subjectId);
  });
});

test('intake-api inserts a pending request and counts, and does nothing else', async () => {
  const asked = await actionsDuring(intake.fixture.database, () =>
    intake.ask(asking(newAddress())),
  );
  expect(asked).toEqual(declaredBy(intakeApi));
  expect(declaredBy(intakeApi)).toEqual([
    'test-intake-limits increment',
    'test-pending-requests insert',
  ]);
});

test('mail-delivery and intake-verify-api do what they declare with a pending request, and nothing else', async () => {
  const { requestId } = (await intake.ask(asking(newAddress()))).body;
  const sent = await actionsDuring(intake.fixture.database, () => intake.deliver(requestId));
  const code = await codeOf(requestId);
  const verified = await actionsDuring(intake.fixture.database, () =>
    intake.verify(requestId, code),
  );

  const ofPending = /^test-(?:pending-requests|intake-limits) /;
  expect(sent).toEqual(declaredBy(mailDelivery).filter((action) => ofPending.test(action)));
  expect(verified).toEqual(declaredBy(intakeVerifyApi));
});

test('a token of a request that waits reads and changes that row alone', async () => {
  const { followUpToken } = (await intake.ask(asking(newAddress()))).body;

  const done = await actionsDuring(intake.fixture.database, async () => {
    await status(followUpToken);
    await follow(intake.fixture, followUpToken, 'DELETE');
  });

  expect(done).toEqual([
    'test-pending-requests get',
    'test-pending-requests update',
    'test-requests get',
  ]);
});
