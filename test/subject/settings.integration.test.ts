import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { listActivity } from '../../lambda/ledger/activity-list.ts';
import { outbox } from '../../lambda/ledger/table.ts';
import type { SubjectCaller } from '../../lambda/platform/http/handlers.ts';
import { seconds } from '../../lambda/value/time.ts';
import type { Subject } from '../../lambda/subject/model/subject.ts';
import { subjects } from '../../lambda/subject/table.ts';
import { byEmail, openSubjectFixture, pointers, newPerson } from './subject-fixture.ts';
import type { SubjectFixture, Reply } from './subject-fixture.ts';
import { anyOrder } from '../support/destruction.ts';

let people: SubjectFixture;
let caller: SubjectCaller & { email: string };
beforeAll(async () => {
  people = await openSubjectFixture();
});
afterAll(() => people.stop());
beforeEach(() => {
  caller = newPerson({ authenticatedAt: justNow() });
});

const justNow = () => seconds(Math.floor(Date.now() / 1000));
const path = '/v1/me/settings';
const read = (as: SubjectCaller = caller) => people.send({ method: 'GET', path, caller: as });
const patch = (body: unknown, ifMatch: string, as: SubjectCaller = caller) =>
  people.send({ method: 'PATCH', path, caller: as, body, headers: { 'If-Match': ifMatch } });
const tagOf = ({ headers }: Reply): string => headers['etag']!;
const change = async (body: unknown, as: SubjectCaller = caller) =>
  patch(body, tagOf(await read(as)), as);

async function person(as: SubjectCaller = caller): Promise<Subject> {
  const found = await people.subjects.resolveCaller(as);
  if (found.kind !== 'known') throw new Error('the person is not known');
  return found.subject;
}

test('GDPR Art. 11(1): reading settings registers nobody; what the policy says is answered', async () => {
  const before = await people.rows(subjects);

  const { status, body } = await read();

  expect(status).toBe(200);
  expect(body).toMatchObject({
    retention: {},
    training: 'on',
    personalisation: 'on',
    storage: 'on',
    jurisdictions: ['gdpr'],
    // The example policy names no reviewer.
    advisory: true,
    offered: {
      retention: { shortest: 'P1D', categories: { 'prompt-text': expect.any(String) as string } },
      training: { purposes: ['training', 'improvement'] },
      storage: { purposes: expect.arrayContaining(['inference']) as string[] },
    },
  });
  expect(await people.rows(subjects)).toEqual(before);
});

test('the first change registers the person; it stands at once', async () => {
  const before = await read();

  const changed = await patch(
    { training: 'off', retention: { 'prompt-text': 'P7D' }, locale: 'de' },
    tagOf(before),
  );

  expect(changed.status).toBe(200);
  expect(changed.body).toMatchObject({
    training: 'off',
    retention: { 'prompt-text': 'P7D' },
    locale: 'de',
  });
  expect(tagOf(changed)).not.toBe(tagOf(before));
  expect((await read()).body).toEqual(changed.body);
  expect((await person()).settings).toEqual({
    retention: { 'prompt-text': 'P7D' },
    training: 'off',
    personalisation: 'on',
    storage: 'on',
    locale: 'de',
  });
});

test('a change stands in the ledger in words and can be looked up by the person', async () => {
  await change({
    training: 'off',
    retention: { feedback: 'P9D' },
    contact: byEmail('a@b.example'),
  });
  const { subjectId } = await person();

  const { items } = await listActivity(people.deps, subjectId, { limit: 5 });

  const settings = ['retention', 'training-off', 'contact'];
  expect(items).toMatchObject([
    { kind: 'settings-changed', codes: { settings }, ledger: { type: 'settings.changed' } },
    // The first sign-in, and the address that it brought.
    { kind: 'identity-linked' },
    { kind: 'identity-linked' },
  ]);
  const entries = await people.rows(outbox);
  expect(entries).toContainEqual(
    expect.objectContaining({ entryId: items[0]?.ledger?.entryId, codes: { settings } }),
  );
});

describe('ETag and If-Match', () => {
  test('of two changes at the same moment one is made, the other is told to read again', async () => {
    await change({ locale: 'de' });
    const tag = tagOf(await read());

    const both = await Promise.all([patch({ training: 'off' }, tag), patch({ locale: 'fr' }, tag)]);

    expect(both.map(({ status }) => status).sort()).toEqual([200, 412]);
    const refused = both.find(({ status }) => status === 412)!;
    expect(refused.body.type).toBe('urn:custos:problem:precondition-failed');
    const { body } = await read();
    expect(both.find(({ status }) => status === 200)?.body).toEqual(body);
  });

  test('of two first changes of somebody unknown one is made', async () => {
    const tag = tagOf(await read());

    const both = await Promise.all([
      patch({ training: 'off' }, tag),
      patch({ storage: 'off' }, tag),
    ]);

    expect(both.map(({ status }) => status).sort()).toEqual([200, 412]);
  });

  test('what others write to the row meanwhile does not get in the way', async () => {
    await change({ locale: 'de' });
    const tag = tagOf(await read());
    const subject = await person();

    await people.subjects.mark(subject, { restrictedPurposes: ['support'] }, []);
    const changed = await patch({ training: 'off' }, tag);

    expect(changed.status).toBe(200);
    expect((await person()).restrictedPurposes).toEqual(['support']);
  });

  test('RFC 9110 section 13.1.1: a change that is sent again is answered as done', async () => {
    const tag = tagOf(await read());
    const first = await patch({ training: 'off' }, tag);

    const again = await patch({ training: 'off' }, tag);

    expect(again.body).toEqual(first.body);
    const { subjectId } = await person();
    const { items } = await listActivity(people.deps, subjectId, { limit: 9 });
    expect(items.filter(({ kind }) => kind === 'settings-changed')).toHaveLength(1);
  });

  test('an old tag, a weak one and none change nothing; a star stands for any state', async () => {
    const old = tagOf(await read());
    await patch({ training: 'off' }, old);
    const now = tagOf(await read());

    const refusals = [
      await patch({ locale: 'fr' }, old),
      await patch({ locale: 'fr' }, `W/${now}`),
      await people.send({ method: 'PATCH', path, caller, body: { locale: 'fr' } }),
    ];

    expect(refusals.map(({ status }) => status)).toEqual([412, 412, 422]);
    expect(tagOf(await read())).toBe(now);
    expect((await patch({ locale: 'fr' }, '*')).status).toBe(200);
  });
});

describe('a recent sign-in (RFC 9470)', () => {
  const longAgo = () => ({ ...caller, authenticatedAt: seconds(justNow() - 86_400) });

  test('GDPR Art. 7(3), 21: being stricter never needs one', async () => {
    const { status } = await change(
      { training: 'off', storage: 'off', retention: { 'prompt-text': 'P1D' } },
      longAgo(),
    );

    expect(status).toBe(200);
  });

  test.each([
    ['keeping longer', { retention: { 'prompt-text': null } }],
    ['training on', { training: 'on' }],
    ['another residence', { residence: 'US-CA' }],
    ['another contact', { contact: byEmail('eve@example.org') }],
  ])('%s needs one, and nothing is changed without', async (_title, requested) => {
    await change({ training: 'off', retention: { 'prompt-text': 'P7D' } });
    const before = await read();

    const refused = await change(requested, longAgo());

    expect(refused.body.type).toBe('urn:custos:problem:recent-authentication-required');
    expect(refused.headers['www-authenticate']).toContain('max_age="900"');
    expect((await read()).body).toEqual(before.body);
    expect((await change(requested)).status).toBe(200);
  });

  test('a refusal registers nobody', async () => {
    await change({ residence: 'FR' }, longAgo());

    expect(await people.subjects.resolveCaller(caller)).toEqual({ kind: 'unknown' });
  });
});

describe('residence', () => {
  test('what the person declares comes before what a service says; both laws apply', async () => {
    await people.subjects.register(caller, { by: 'service', residence: 'US-CA' });

    const claimed = await read();
    const declared = await change({ residence: 'DE' });
    const takenBack = await change({ residence: null });

    expect(claimed.body).toMatchObject({ jurisdictions: ['ccpa'] });
    expect(claimed.body).not.toHaveProperty('residence');
    expect(declared.body).toMatchObject({ residence: 'DE', jurisdictions: ['gdpr', 'ccpa'] });
    expect(takenBack.body).toMatchObject({ jurisdictions: ['ccpa'] });
    expect(takenBack.body).not.toHaveProperty('residence');
  });

  test('a service that says the same country makes no second law', async () => {
    await people.subjects.register(caller, { by: 'service', residence: 'AT' });

    expect((await change({ residence: 'DE' })).body).toMatchObject({ jurisdictions: ['gdpr'] });
  });
});

describe('contact (GDPR Art. 5(1)(f), 32)', () => {
  test('is answered to the person alone and stands sealed', async () => {
    const address = 'Private.Address@EXAMPLE.org';

    const { body } = await change({ contact: { type: 'email', value: ` ${address} ` } });

    expect(body).toMatchObject({
      contact: { type: 'email', value: 'Private.Address@example.org' },
    });
    const stored = JSON.stringify(await people.rows(subjects));
    expect(stored).not.toContain('Private');
    expect(people.logged.join('')).not.toContain('Private');
  });

  test('goes when it is taken back, and with its key', async () => {
    await change({ contact: byEmail('ada@example.org') });
    const { subjectId } = await person();

    await people.deps.subjectKeys.destroy(subjectId, { order: anyOrder, keep: [] });
    const lost = await read();

    expect(lost.status).toBe(200);
    expect(lost.body).not.toHaveProperty('contact');
  });
});

test('a person who is being erased changes nothing', async () => {
  await change({ training: 'off' });
  const { subjectId } = await person();
  await people.subjects.fence(subjectId);

  const refused = await change({ storage: 'off' });

  expect(refused.body.type).toBe('urn:custos:problem:subject-erased');
});

describe('GDPR Art. 7(3), 21: switching off is done whatever stands beside it', () => {
  const longAgo = () => ({ ...caller, authenticatedAt: seconds(justNow() - 86_400) });
  const noted = ({ body }: Reply) =>
    (body as unknown as { warnings?: { pointer: string }[] }).warnings?.map((one) => one.pointer);

  test.each([
    ['an unknown field', { theme: 'dark' }, ['/theme']],
    ['a switch that is neither', { storage: 'maybe' }, ['/storage']],
    ['nothing', { personalisation: null }, ['/personalisation']],
    ['a period of hours', { retention: { 'prompt-text': 'PT1H' } }, ['/retention']],
    [
      'a category that is not offered',
      { retention: { 'safety-score': 'P1D' } },
      ['/retention/safety-score'],
    ],
    ['no list of periods', { retention: 7 }, ['/retention']],
    ['a residence that is no country', { residence: 'Berlin' }, ['/residence']],
    ['an address without @', { contact: byEmail('ada') }, ['/contact/value']],
    ['a language that is none', { locale: '???' }, ['/locale']],
    ['a method that is no word', { method: 7 }, ['/method']],
    [
      'several',
      { theme: 1, locale: 'de', retention: { 'prompt-text': 'P7D', feedback: 'P99Y' } },
      ['/theme', '/retention/feedback'],
    ],
  ])('%s', async (_title, beside, expected) => {
    for (const name of ['training', 'personalisation', 'storage']) {
      if (Object.hasOwn(beside, name)) continue;
      caller = newPerson({ authenticatedAt: justNow() });

      const changed = await change({ ...beside, [name]: 'off' });

      expect(changed.status).toBe(200);
      expect(noted(changed)).toEqual(expected);
      const { body } = await read();
      expect(body).toMatchObject({ [name]: 'off' });
      expect(body).not.toHaveProperty('warnings');
    }
  });

  test('what fits beside it is done as well', async () => {
    const retention = { 'prompt-text': 'P7D', 'safety-score': 'P1D' };

    const { body } = await change({ training: 'off', locale: 'de', retention, theme: 'dark' });

    expect(body).toMatchObject({
      ...{ training: 'off', locale: 'de', retention: { 'prompt-text': 'P7D' } },
      warnings: [{ pointer: '/theme' }, { pointer: '/retention/safety-score' }],
    });
  });

  test('what needs a recent sign-in waits for one', async () => {
    await change({ personalisation: 'off', retention: { feedback: 'P3D' } });
    const requested = {
      ...{ training: 'off', personalisation: 'on', residence: 'FR' },
      ...{ contact: byEmail('eve@example.org'), retention: { feedback: null } },
    };

    const changed = await change(requested, longAgo());

    expect(changed.status).toBe(200);
    expect(noted(changed)).toEqual([
      ...['/personalisation', '/residence', '/contact', '/retention/feedback'],
    ]);
    const { body } = await read();
    expect(body).toMatchObject({ training: 'off', personalisation: 'off' });
    expect(body).toMatchObject({ retention: { feedback: 'P3D' } });
    for (const name of ['residence', 'contact']) expect(body).not.toHaveProperty(name);
  });

  test('a misfit that was sent before is answered as done, with the same warnings', async () => {
    const requested = { training: 'off', theme: 'dark' };
    const first = await change(requested);

    expect((await change(requested)).body).toEqual(first.body);
  });
});

describe('11 CCR 7028(a): a switch that opted out is switched on again in two steps', () => {
  const californian = async (off: object) => {
    await people.subjects.register(caller, { by: 'service', residence: 'US-CA' });
    expect((await change(off)).status).toBe(200);
  };
  const confirmed = { method: 'two-step-confirmation' };

  test('training, which shares data', async () => {
    await californian({ training: 'off' });

    for (const more of [{}, { method: 'switch' }, { residence: 'DE' }]) {
      const refused = await change({ training: 'on', ...more });
      expect(refused.status).toBe(409);
      expect(refused.body.detail).toContain('two-step-confirmation');
    }
    expect((await read()).body).toMatchObject({ training: 'off' });
    expect((await change({ training: 'on', ...confirmed })).body).toMatchObject({ training: 'on' });
  });

  test('beside a switch that goes off it waits', async () => {
    await californian({ training: 'off' });

    const { body } = await change({ training: 'on', storage: 'off' });

    expect(body).toMatchObject({
      ...{ training: 'off', storage: 'off', warnings: [{ pointer: '/training' }] },
    });
  });

  test.each([
    ['automated decisions, of which 11 CCR 7221 says no such thing', 'US-CA', 'personalisation'],
    ['what is collected', 'US-CA', 'storage'],
    ['another law', 'DE', 'training'],
  ])('not: %s', async (_title, residence, name) => {
    await people.subjects.register(caller, { by: 'service', residence });
    await change({ [name]: 'off' });

    expect((await change({ [name]: 'on' })).body).toMatchObject({ [name]: 'on' });
  });

  test('what was never off, and what is on again, asks for nothing', async () => {
    await people.subjects.register(caller, { by: 'service', residence: 'US-CA' });

    expect((await change({ training: 'on' })).status).toBe(200);
  });
});

test.each([
  ['an unknown setting', { theme: 'dark' }, ['/theme']],
  ['a switch that is neither', { training: 'maybe' }, ['/training']],
  ['a switch taken back', { training: null }, ['/training']],
  ['a period of hours', { retention: { 'prompt-text': 'PT1H' } }, ['/retention']],
  ['a period of nothing', { retention: { 'prompt-text': 'P0D' } }, ['/retention']],
  ['a thousand years', { retention: { 'prompt-text': 'P999Y' } }, ['/retention']],
  ['a negative period', { retention: { 'prompt-text': '-P1D' } }, ['/retention']],
  [
    'a category that is not offered',
    { retention: { 'safety-score': 'P1D' } },
    ['/retention/safety-score'],
  ],
  ['a residence that is no country', { residence: 'Berlin' }, ['/residence']],
  ['an address without @', { contact: byEmail('ada') }, ['/contact/value']],
  ['a user id as contact', { contact: { type: 'user-id', value: 'u' } }, ['/contact/type']],
  ['two lines of contact', { contact: byEmail('a@b.example\r\nBcc: c@d') }, ['/contact/value']],
  ['a list', [], ['']],
  ['nothing', undefined, ['']],
])('refuses %s, and tells where', async (_title, body, expected) => {
  const refused = await change(body);

  expect(refused.status).toBe(422);
  expect([...new Set(pointers(refused.body))]).toEqual(expected);
  expect(await people.subjects.resolveCaller(caller)).toEqual({ kind: 'unknown' });
});
