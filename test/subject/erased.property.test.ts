import * as fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seconds } from '../../lambda/value/time.ts';
import { assistant, byEmail, byUserId, newPerson, yes } from './subject-fixture.ts';
import type { WholeApp } from './whole-app.ts';
import { openWholeApp } from './whole-app.ts';
import { anyOrder } from '../support/destruction.ts';
import { runs } from '../support/runs.ts';

let app: WholeApp;
beforeAll(async () => {
  app = await openWholeApp();
});
afterAll(() => app.stop());

const justNow = () => seconds(Math.floor(Date.now() / 1000));
const post = (path: string, body: unknown) =>
  app.send({
    method: 'POST',
    path,
    body,
    caller: assistant,
    headers: { 'Idempotency-Key': randomUUID() },
  });

/** A person who had signed in and agreed, and was then erased. */
async function erased() {
  const caller = newPerson({ authenticatedAt: justNow() });
  const subject = byEmail(caller.email);
  await post('/v1/subjects', { subject });
  await put(caller, yes(app.people.policy));
  const found = await app.people.subjects.resolveCaller(caller);
  if (found.kind !== 'known') throw new Error('not known');
  await app.people.subjects.fence(found.subject.subjectId);
  await app.people.subjects.forget(found.subject.subjectId);
  await app.people.deps.subjectKeys.destroy(found.subject.subjectId, { order: anyOrder, keep: [] });
  return { caller, subject };
}
type Caller = Awaited<ReturnType<typeof erased>>['caller'];

const put = (caller: Caller, body: unknown) =>
  app.send({ method: 'PUT', path: '/v1/me/consents/improvement', caller, body });
const patch = (caller: Caller, body: unknown) =>
  app.send({
    method: 'PATCH',
    path: '/v1/me/settings',
    caller,
    body,
    headers: { 'If-Match': '*' },
  });
const get = (caller: Caller, path: string) => app.send({ method: 'GET', path, caller });
const write = (subject: object) =>
  post('/v1/records', {
    subject,
    category: 'prompt-text',
    purposes: ['service-provision'],
    content: 1,
  });

/** What an erased person does that never says that data of them may be kept again, and its answer. */
const ownActs: Readonly<
  Record<string, readonly [number, (caller: Caller) => ReturnType<typeof put>]>
> = {
  refuses: [201, (caller) => put(caller, { state: 'refused' })],
  withdraws: [201, (caller) => put(caller, { state: 'withdrawn' })],
  'opts out of training': [200, (caller) => patch(caller, { training: 'off' })],
  'opts out of training, and sets more': [
    200,
    (caller) => patch(caller, { training: 'off', locale: 'de', residence: 'FR', theme: 'dark' }),
  ],
  'has it kept for less time': [200, (caller) => patch(caller, { retention: { feedback: 'P9D' } })],
  'opts into training': [200, (caller) => patch(caller, { training: 'on' })],
  'sets a contact': [409, (caller) => patch(caller, { contact: byEmail('a@b.example') })],
  'sets a language': [409, (caller) => patch(caller, { locale: 'de' })],
  'sets a residence': [409, (caller) => patch(caller, { residence: 'US-CA' })],
  'looks at settings': [200, (caller) => get(caller, '/v1/me/settings')],
  'looks at consents': [200, (caller) => get(caller, '/v1/me/consents')],
  'looks at data': [200, (caller) => get(caller, '/v1/me/data')],
  'looks at activity': [200, (caller) => get(caller, '/v1/me/activity')],
  'looks at identities': [200, (caller) => get(caller, '/v1/me/identities')],
  'looks at records': [200, (caller) => get(caller, '/v1/me/records')],
  'looks at receipts': [200, (caller) => get(caller, '/v1/me/consents/receipts')],
  'looks at decisions': [200, (caller) => get(caller, '/v1/me/decisions')],
};
/** What services do for someone erased; all of it waits until they are registered again. */
const theirActs: Readonly<Record<string, (subject: object) => ReturnType<typeof put>>> = {
  'a service writes': write,
  'a service withdraws': (subject) =>
    post('/v1/consents', { subject, purpose: 'improvement', state: 'withdrawn' }),
  'a service signals': (subject) => post('/v1/signals', { subject, gpc: true }),
  'a service links to them': (subject) =>
    post('/v1/subjects/link', { subject, other: byUserId(), assurance: 'service-verified' }),
};
const openings: Readonly<
  Record<string, (who: Awaited<ReturnType<typeof erased>>) => ReturnType<typeof put>>
> = {
  'a service registers them': ({ subject }) => post('/v1/subjects', { subject }),
  'they agree': ({ caller }) => put(caller, yes(app.people.policy)),
};

describe('an erased person stays erased', () => {
  test('whatever they refuse, ask or look at, in any order, until they agree or are registered', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom(...Object.keys(ownActs), ...Object.keys(theirActs)), {
          minLength: 1,
          maxLength: 8,
        }),
        fc.constantFrom(...Object.keys(openings)),
        async (acts, opening) => {
          const who = await erased();
          for (const name of acts) {
            const own = ownActs[name];
            const reply = own ? await own[1](who.caller) : await theirActs[name]!(who.subject);

            expect([name, reply.status]).toEqual([name, own ? own[0] : 409]);
            expect([name, (await write(who.subject)).status]).toEqual([name, 409]);
            expect(await app.people.subjects.resolveCaller(who.caller)).toEqual({ kind: 'erased' });
          }

          expect((await openings[opening]!(who)).status).toBe(201);
          expect((await write(who.subject)).status).toBe(201);
        },
      ),
      { numRuns: runs(5) },
    );
  }, 600_000);

  test('who withdraws gets a receipt, and nothing of it is kept', async () => {
    const { caller } = await erased();

    const reply = await put(caller, { state: 'withdrawn' });

    const { consent, receipt } = reply.body as unknown as {
      consent: Record<string, unknown>;
      receipt: string;
    };
    expect(consent).toMatchObject({ purpose: 'improvement', state: 'withdrawn' });
    const [, payload = ''] = receipt.split('.');
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object;
    expect(claims).toMatchObject({ purpose: 'improvement', event_state: 'withdrawn' });
    expect(claims).not.toHaveProperty('kept_until');
    const history = await get(caller, '/v1/me/consents/improvement/history');
    expect(history.body).toEqual({ items: [] });
  });
});
