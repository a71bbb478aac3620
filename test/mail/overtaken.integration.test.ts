import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { erasures } from '../erasure/erasure-fixture.ts';
import { erase } from '../erasure/erasure-steps.ts';
import type { Person, RequestFixture } from '../request/request-fixture.ts';
import {
  firstAttempt,
  follow,
  openRequestFixture,
  staff,
  submit,
} from '../request/request-fixture.ts';
import { examplePolicy } from '../support/example-policy.ts';
import type { MailFixture } from './mail-fixture.ts';
import { openMailFixture } from './mail-fixture.ts';

const { requests } = examplePolicy;
const approving = {
  ...examplePolicy,
  requests: { ...requests, access: { ...requests.access, approvals: 1 as const } },
};

let fixture: RequestFixture;
let mail: MailFixture;
beforeAll(async () => {
  fixture = await openRequestFixture(approving);
  mail = await openMailFixture(fixture);
});
beforeEach(() => fixture.setClock('2026-11-24T10:00:00Z'));
afterAll(async () => {
  await mail.stop();
  await fixture.stop();
});

const { user, ask } = erasures(() => fixture);
const asked = async ({ caller }: Person, locale: string): Promise<string> =>
  (await submit(fixture, caller, { kind: 'access', locale })).body.request.requestId as string;
const templatesOf = async (requestId: string) =>
  (await mail.rowsOf(requestId)).map(({ template, state }) => [template, state]);

describe('a request that an erasure ends', () => {
  it.each([
    ['en', 'The answer to your request', 'You have also asked us to erase your data.'],
    ['de', 'Die Antwort auf Ihren Antrag', 'Sie haben uns auch gebeten, Ihre Daten zu löschen.'],
  ])('is reported to the person, also after the erasure (%s)', async (locale, subject, why) => {
    const person = await user();
    const requestId = await asked(person, locale);
    await mail.deliver();
    const answer = await ask(person, { locale });
    await mail.deliver();
    const erasure = firstAttempt(answer);
    await erase(fixture, erasure, 'fence');
    await mail.deliver();

    expect(await templatesOf(requestId)).toEqual([
      ['receipt', 'sent'],
      ['outcome', 'sent'],
    ]);
    expect((await templatesOf(erasure.requestId)).at(-1)).toEqual(['outcome', 'sent']);
    const letter = (await mail.lettersTo(person.email)).find(
      ({ subject: title, text = '' }) => title === subject && text.includes(requestId),
    );
    const text = (letter?.text ?? '').replaceAll(/\s+/g, ' ');
    expect(text).toContain(why);
    expect(text).not.toMatch(/If you do not agree|Wenn Sie nicht einverstanden sind/);
    const token = /cft_[\w.-]+/.exec(text)?.[0] ?? '';
    const seen = (await follow(fixture, token)).body;
    expect(seen).toMatchObject({ requestId, status: 'cancelled' });
  });

  it('is not reported again where it was refused or called off before', async () => {
    const person = await user();
    const refused = await asked(person, 'en');
    await staff(fixture, 'POST', `/${refused}/deny`, { body: { ground: 'manifestly-excessive' } });
    const calledOff = await asked(person, 'en');
    const path = `/v1/me/requests/${calledOff}`;
    const { status } = await fixture.send({ method: 'DELETE', path, caller: person.caller });
    expect(status).toBe(200);
    await erase(fixture, firstAttempt(await ask(person)));

    const named = async (requestId: string) =>
      (await mail.rowsOf(requestId)).map(({ template }) => template);
    expect(await named(refused)).toEqual(['receipt', 'refusal']);
    expect(await named(calledOff)).toEqual(['receipt']);
  });
});
