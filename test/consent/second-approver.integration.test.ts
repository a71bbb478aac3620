import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { StaffCaller } from '../../lambda/platform/http/handlers.ts';
import { seconds } from '../../lambda/value/time.ts';
import type { SubjectFixture } from '../subject/subject-fixture.ts';
import {
  assistant,
  byEmail,
  issuer,
  openSubjectFixture,
  newPerson,
  yes,
} from '../subject/subject-fixture.ts';
import { examplePolicy } from '../support/example-policy.ts';

const example = examplePolicy;
let people: SubjectFixture;
beforeAll(async () => {
  people = await openSubjectFixture({
    ...example,
    staff: { ...example.staff, secondApprover: { consentImport: true } },
  });
});
afterAll(() => people.stop());

const member = (name: string): StaffCaller => ({
  ...{ kind: 'staff', issuer, name },
  authenticatedAt: seconds(Math.floor(Date.now() / 1_000)),
});
const [one, other] = [member('one'), member('other')];

async function living() {
  const caller = newPerson();
  const subject = byEmail(caller.email);
  await people.post('/v1/subjects', { subject, residence: 'DE' });
  return { caller, subject };
}
async function load(caller: StaffCaller, subject: object, rest: object = {}) {
  const shown = { ...yes(people.policy), at: '2026-11-20T10:00:00Z', source: 'crm' };
  const line = { subject, purpose: 'training', ...shown, ...rest };
  const request = { method: 'POST', path: '/v1/consents/import', body: { items: [line] } };
  const { body } = await people.send({ ...request, caller });
  return (body.items[0] as unknown as { outcome: string }).outcome;
}
const reasonsFor = async (subject: object) => {
  const body = { subject, purpose: 'training', category: 'prompt-text' };
  const decided = await people.send({
    method: 'POST',
    path: '/v1/decisions',
    body,
    caller: assistant,
  });
  return (decided.body as unknown as { reasons: string[] }).reasons;
};

describe('where the policy asks for a second member of staff', () => {
  test('an imported consent permits nothing until somebody else sends the same line', async () => {
    const { caller, subject } = await living();

    expect(await load(one, subject)).toBe('imported-pending');
    expect(await reasonsFor(subject)).toEqual(['consent-unproven']);
    expect(await load(one, subject)).toBe('awaits-second-approver');
    expect(await reasonsFor(subject)).toEqual(['consent-unproven']);

    expect(await load(other, subject)).toBe('confirmed');
    expect(await reasonsFor(subject)).toEqual([]);
    expect(await load(one, subject)).toBe('already-imported');

    const path = '/v1/me/consents';
    const { body } = await people.send({ method: 'GET', path, caller });
    expect(body.items.find(({ purpose }) => purpose === 'training')).toMatchObject({
      state: 'given',
      recordedBy: 'staff',
      since: '2026-11-20T10:00:00.000Z',
    });
  });

  test('another line confirms nothing, and a refusal needs nobody', async () => {
    const { subject } = await living();
    await load(one, subject);

    expect(await load(other, subject, { at: '2026-11-21T10:00:00Z' })).toBe('imported-pending');
    expect(await reasonsFor(subject)).toEqual(['consent-unproven']);
    expect(await load(one, subject, { state: 'withdrawn' })).toBe('imported');
    expect(await load(other, subject, { at: '2026-11-21T10:00:00Z' })).toBe('refusal-stands');
  });

  test('what proves nothing is not waiting for anybody', async () => {
    const { subject } = await living();

    expect(await load(one, subject, { notice: undefined })).toBe('imported-unproven');
    expect(await load(other, subject, { notice: undefined })).toBe('already-imported');
  });

  test('the person sees that staff recorded it, in their activity as well', async () => {
    const { caller, subject } = await living();
    await load(one, subject);

    const { body } = await people.send({ method: 'GET', path: '/v1/me/consents', caller });
    expect(body.items.find(({ purpose }) => purpose === 'training')).toMatchObject({
      state: 'needs-renewal',
      because: 'unproven',
      recordedBy: 'staff',
    });
    const path = '/v1/me/consents/training/history';
    const { body: history } = await people.send({ method: 'GET', path, caller });
    expect(history.items[0]).toMatchObject({ recordedBy: 'staff', imported: { source: 'crm' } });
  });

  test('and of a choice that a service or they themselves recorded, who did', async () => {
    const { caller, subject } = await living();
    await people.post('/v1/consents', { subject, purpose: 'training', state: 'refused' });
    const path = '/v1/me/consents/support';
    await people.send({ method: 'PUT', path, body: { state: 'refused' }, caller });

    const { body } = await people.send({ method: 'GET', path: '/v1/me/consents', caller });
    const by = (name: string) => body.items.find(({ purpose }) => purpose === name);
    expect(by('training')).toMatchObject({ recordedBy: 'service' });
    expect(by('support')).toMatchObject({ recordedBy: 'subject' });
    expect(by('profiling')).not.toHaveProperty('recordedBy');
  });
});
