import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { activity, outbox } from '../../lambda/ledger/table.ts';
import type { StaffCaller, SubjectCaller } from '../../lambda/platform/http/handlers.ts';
import { seconds } from '../../lambda/value/time.ts';
import { subjects } from '../../lambda/subject/table.ts';
import {
  byEmail,
  byUserId,
  issuer,
  openSubjectFixture,
  newPerson,
  withoutEmail,
} from './subject-fixture.ts';
import type { SubjectFixture } from './subject-fixture.ts';

interface Identity {
  readonly identityId: string;
  readonly type: string;
  readonly value: string;
  readonly issuer?: string;
  readonly assurance: string;
  readonly linkedBy: string;
  readonly signsIn: boolean;
  readonly since: string;
}

let people: SubjectFixture;
beforeAll(async () => {
  people = await openSubjectFixture();
});
afterAll(() => people.stop());

const justNow = () => seconds(Math.floor(Date.now() / 1000));
const dpo = (): StaffCaller => ({
  kind: 'staff',
  issuer: 'https://staff.example.com',
  name: 'dpo',
  authenticatedAt: justNow(),
});
const signedIn = (rest: Partial<SubjectCaller> = {}) =>
  newPerson({ authenticatedAt: justNow(), ...rest });
const list = async (caller: SubjectCaller): Promise<readonly Identity[]> => {
  const reply = await people.send({ method: 'GET', path: '/v1/me/identities', caller });
  expect(reply.status).toBe(200);
  expect(reply.headers['cache-control']).toBe('no-store');
  return (reply.body as unknown as { items: Identity[] }).items;
};
const removeOwn = (caller: SubjectCaller, identityId: string) =>
  people.send({ method: 'DELETE', path: `/v1/me/identities/${identityId}`, caller });
const removeAsStaff = (identityId: string, caller: StaffCaller = dpo()) =>
  people.send({ method: 'DELETE', path: `/v1/identities/${identityId}`, caller });
const activityOf = async (caller: SubjectCaller) => {
  const { body } = await people.send({ method: 'GET', path: '/v1/me/activity', caller });
  return body.items as unknown as { kind: string; codes: Record<string, string> }[];
};
const of = (type: string, items: readonly Identity[]) => items.find((item) => item.type === type)!;

/** A service registers a person by address and links its own id; then the person signs in. */
async function ada() {
  const caller = signedIn();
  const id = byUserId();
  const { body } = await people.post('/v1/subjects', { subject: byEmail(caller.email) });
  await people.post('/v1/subjects/link', {
    subject: byEmail(caller.email),
    other: id,
    assurance: 'service-verified',
  });
  return { caller, id, subjectId: body.subjectId };
}

describe('GET /v1/me/identities', () => {
  test('what names the person, the oldest first, and who linked it', async () => {
    const { caller, id } = await ada();

    expect(await list(caller)).toMatchObject([
      {
        ...{ type: 'email', value: caller.email, signsIn: true },
        ...{ assurance: 'issuer-verified', linkedBy: 'service' },
      },
      {
        ...{ type: 'user-id', value: id.value, signsIn: false },
        ...{ assurance: 'service-verified', linkedBy: 'service' },
      },
      {
        ...{ type: 'user-id', value: caller.sub, issuer, signsIn: true },
        ...{ assurance: 'issuer-verified', linkedBy: 'sign-in' },
      },
    ]);
  });

  test('ids say nothing of what they name, and stay', async () => {
    const { caller } = await ada();

    const items = await list(caller);

    expect(new Set(items.map(({ identityId }) => identityId)).size).toBe(3);
    expect(items.every(({ identityId }) => /^[0-9a-f]{48}$/.test(identityId))).toBe(true);
    expect(await list(caller)).toEqual(items);
  });

  test('nobody whom nobody knows is registered by looking', async () => {
    const before = await people.rows(subjects);

    expect(await list(signedIn())).toEqual([]);

    expect(await people.rows(subjects)).toEqual(before);
  });
});

describe('a link, a first sign-in and a removal are told', () => {
  test('in the activity of the person, with the entry of the ledger', async () => {
    const { caller } = await ada();

    const items = await activityOf(caller);

    expect(items).toMatchObject([
      {
        kind: 'identity-linked',
        codes: { type: 'user-id', assurance: 'issuer-verified', by: 'sign-in' },
        ledger: { type: 'identity.linked' },
      },
      {
        kind: 'identity-linked',
        codes: { type: 'email', assurance: 'issuer-verified', by: 'sign-in' },
      },
      {
        kind: 'identity-linked',
        codes: { type: 'user-id', assurance: 'service-verified', by: 'service' },
      },
    ]);
    const listed = new Set((await list(caller)).map(({ identityId }) => identityId));
    expect(items.every(({ codes }) => listed.has(codes['identityId']!))).toBe(true);
  });

  test('once, however often the person comes back', async () => {
    const { caller } = await ada();
    await activityOf(caller);
    const before = (await people.rows(activity)).length;

    await Promise.all(Array.from({ length: 10 }, () => list(caller)));

    expect((await people.rows(activity)).length).toBe(before);
  });

  test('of somebody who registers themselves too', async () => {
    const caller = signedIn();
    await people.subjects.register(caller, { by: 'subject' });

    expect(await activityOf(caller)).toMatchObject([
      { kind: 'identity-linked', codes: { type: 'user-id', by: 'sign-in' } },
      { kind: 'identity-linked', codes: { type: 'email', by: 'sign-in' } },
    ]);
  });

  test('the ledger has neither identifiers nor their ids', async () => {
    const { caller } = await ada();
    const [first] = await list(caller);

    const entries = JSON.stringify(await people.rows(outbox));

    expect(entries).toContain('identity.linked');
    expect(entries).not.toContain(first?.identityId);
    expect(entries).not.toContain(caller.sub);
  });
});

describe('DELETE /v1/me/identities/{identityId}', () => {
  test('what a service has linked names nobody then', async () => {
    const { caller, id } = await ada();
    const before = await list(caller);
    const mine = before.find(({ value }) => value === id.value)!;

    expect((await removeOwn(caller, mine.identityId)).status).toBe(204);

    expect(await people.subjects.resolve(id)).toEqual({ kind: 'unknown' });
    expect(await list(caller)).toEqual(before.filter((item) => item !== mine));
    expect((await activityOf(caller))[0]).toMatchObject({
      kind: 'identity-removed',
      codes: { type: 'user-id', linkedBy: 'service', by: 'subject' },
      ledger: { type: 'identity.removed' },
    });
  });

  test('an address that was removed does not come back with the next sign-in', async () => {
    const { caller } = await ada();
    const { identityId } = of('email', await list(caller));

    expect((await removeOwn(caller, identityId)).status).toBe(204);

    const left = await list(caller);
    expect(left.map(({ type }) => type)).toEqual(['user-id', 'user-id']);
    expect(await people.subjects.resolve(byEmail(caller.email))).toEqual({ kind: 'unknown' });
  });

  test('the last that they sign in with stays', async () => {
    const { caller } = await ada();
    const signIn = (await list(caller)).find(({ issuer: from }) => from === issuer)!;

    const refused = await removeOwn(caller, signIn.identityId);

    expect(refused.body).toMatchObject({ status: 409, type: 'urn:custos:problem:conflict' });
    expect(await list(caller)).toHaveLength(3);
  });

  test('a sign-in that was removed does not come back by the address', async () => {
    const { caller, subjectId } = await ada();
    const other = signedIn({ email: caller.email, issuer: 'https://other.example.com' });
    await list(caller);
    expect(await list(other)).toHaveLength(4);
    const signIn = (await list(caller)).find((item) => item.issuer === other.issuer)!;

    expect((await removeOwn(caller, signIn.identityId)).status).toBe(204);

    expect(await list(other)).toEqual([]);
    expect(await people.subjects.resolveCaller(other)).toEqual({ kind: 'unknown' });
    const own = await people.subjects.register(other, { by: 'subject' });
    expect(own.subject.subjectId).not.toBe(subjectId);
    expect(await people.subjects.resolveCaller(caller)).toMatchObject({ subject: { subjectId } });
  });

  test('of two that are removed at once by each other, one stays', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { caller } = await ada();
      const other = signedIn({ email: caller.email, issuer: 'https://other.example.com' });
      await list(caller);
      const items = await list(other);
      const idOf = ({ issuer: from }: SubjectCaller) =>
        items.find((item) => item.issuer === from)!.identityId;

      const replies = await Promise.all([
        removeOwn(caller, idOf(other)),
        removeOwn(other, idOf(caller)),
      ]);

      const left = await Promise.all([caller, other].map((one) => list(one)));
      expect(left.filter((one) => one.length > 0)).toHaveLength(1);
      expect(replies.filter(({ status }) => status === 204)).toHaveLength(1);
    }
  });

  test('ids of somebody else, unknown and malformed ones look alike', async () => {
    const { caller } = await ada();
    const foreign = await ada();
    const [theirs] = await list(foreign.caller);

    const ids = [theirs!.identityId, 'f'.repeat(48), 'x', randomUUID()];
    const replies = await Promise.all(ids.map((id) => removeOwn(caller, id)));

    expect(replies.map(({ status }) => status)).toEqual([404, 404, 404, 404]);
    expect(await list(foreign.caller)).toHaveLength(3);
  });

  test('asks for a recent sign-in (RFC 9470)', async () => {
    const { caller, id } = await ada();
    const items = await list(caller);
    const mine = items.find(({ value }) => value === id.value)!;
    const stale = { ...caller, authenticatedAt: seconds(justNow() - 24 * 3600) };

    const refused = await removeOwn(stale, mine.identityId);

    expect(refused.body).toMatchObject({
      status: 401,
      type: 'urn:custos:problem:recent-authentication-required',
    });
    expect(await list(caller)).toEqual(items);
  });
});

describe('the privacy team', () => {
  const query = (subject: object) =>
    people.send({ method: 'POST', path: '/v1/identities/query', body: { subject }, caller: dpo() });

  test('looks, and the person sees that it did', async () => {
    const { caller, id } = await ada();
    const mine = await list(caller);

    const reply = await query(id);

    expect(reply.status).toBe(200);
    expect(reply.body).toEqual({ items: mine });
    expect((await activityOf(caller))[0]).toMatchObject({
      kind: 'staff-access',
      codes: { role: 'privacy-team', operation: 'queryIdentities' },
      ledger: { type: 'staff.read' },
    });
  });

  test('takes a sign-in away that is not the person’s, the last one too', async () => {
    const { caller, subjectId } = await ada();
    const signIn = (await list(caller)).find(({ issuer: from }) => from === issuer)!;

    expect((await removeAsStaff(signIn.identityId)).status).toBe(204);

    expect(await people.subjects.resolveCaller(caller)).toEqual({ kind: 'unknown' });
    // Whoever has the mailbox now signs in with an account of their own.
    const rightful = signedIn({ email: caller.email });
    expect(await people.subjects.resolveCaller(rightful)).toMatchObject({ subject: { subjectId } });
    expect(await activityOf(rightful)).toContainEqual(
      expect.objectContaining({
        kind: 'identity-removed',
        codes: expect.objectContaining({ linkedBy: 'sign-in', by: 'staff' }) as unknown,
      }),
    );
  });

  test('leaves the last name, asks for a recent sign-in, and finds nobody by a made-up id', async () => {
    const subject = byUserId();
    await people.post('/v1/subjects', { subject });
    const [only] = ((await query(subject)).body as unknown as { items: Identity[] }).items;
    const stale = { ...dpo(), authenticatedAt: seconds(justNow() - 30 * 24 * 3600) };

    expect((await removeAsStaff(only!.identityId)).status).toBe(409);
    expect((await removeAsStaff(only!.identityId, stale)).status).toBe(401);
    expect((await removeAsStaff('f'.repeat(48))).status).toBe(404);
    expect((await query(byUserId())).status).toBe(404);
    expect(await people.subjects.resolve(subject)).toMatchObject({ kind: 'known' });
  });
});

describe('a service', () => {
  const unlink = (subject: object, other: object) =>
    people.post('/v1/subjects/unlink', { subject, other });

  test('unlinks what it linked, and the person sees it', async () => {
    const { caller, id } = await ada();
    await list(caller);

    expect((await unlink(byEmail(caller.email), id)).status).toBe(200);

    expect((await activityOf(caller))[0]).toMatchObject({
      kind: 'identity-removed',
      codes: { type: 'user-id', linkedBy: 'service', by: 'service' },
    });
  });

  test('never takes away what somebody has signed in with', async () => {
    const { caller, id } = await ada();
    await list(caller);

    const replies = [
      await unlink(id, byEmail(caller.email)),
      await unlink(id, { type: 'user-id', value: caller.sub, issuer }),
    ];

    expect(replies.map(({ status }) => status)).toEqual([409, 409]);
    expect(await list(caller)).toHaveLength(3);
  });

  test('names an account before it has signed in; who then signs in reads their own', async () => {
    const caller = signedIn();
    const subject = { type: 'user-id', value: caller.sub, issuer } as const;
    const { status, body } = await people.post('/v1/subjects', { subject, residence: 'US-CA' });

    expect(status).toBe(201);
    expect(await people.subjects.resolveCaller(withoutEmail(caller))).toMatchObject({
      subject: { subjectId: body.subjectId },
    });
    expect(await list(caller)).toMatchObject([
      { type: 'user-id', assurance: 'issuer-verified', linkedBy: 'service' },
      { type: 'email', assurance: 'issuer-verified', linkedBy: 'sign-in' },
    ]);
    expect(await activityOf(caller)).toMatchObject([
      { kind: 'identity-linked', codes: { type: 'email', by: 'sign-in' } },
      { kind: 'identity-linked', codes: { type: 'user-id', by: 'sign-in' } },
    ]);
  });
});

describe('the first call of a person claims their mailbox, whichever call it is', () => {
  test.each([
    '/v1/me/notice',
    '/v1/me/consents',
    '/v1/me/decisions',
    '/v1/me/settings',
    '/v1/me/data',
    '/v1/me/activity',
    '/v1/me/identities',
  ])('%s', async (path) => {
    const first = signedIn();
    await people.post('/v1/subjects', { subject: byEmail(first.email) });

    expect((await people.send({ method: 'GET', path, caller: first })).status).toBe(200);

    const second = signedIn({ email: first.email });
    expect(await people.subjects.resolveCaller(second)).toEqual({ kind: 'unknown' });
    expect(await people.subjects.resolveCaller(first)).toMatchObject({ kind: 'known' });
  });
});
