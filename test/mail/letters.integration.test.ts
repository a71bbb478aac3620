import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fulfilExport } from '../../lambda/export/export.ts';
import { begin } from '../../lambda/request/attempt.ts';
import type { Person, RequestFixture } from '../request/request-fixture.ts';
import {
  firstAttempt,
  follow,
  newPerson,
  openRequestFixture,
  staff,
  submit,
} from '../request/request-fixture.ts';
import { examplePolicy } from '../support/example-policy.ts';
import type { MailFixture } from './mail-fixture.ts';
import { openMailFixture } from './mail-fixture.ts';

const { requests } = examplePolicy;
const policy = {
  ...examplePolicy,
  mail: { followUpUrl: 'https://privacy.example.com/follow-up#{token}' },
  requests: { ...requests, access: { ...requests.access, approvals: 1 as const } },
};

let fixture: RequestFixture;
let mail: MailFixture;
beforeAll(async () => {
  fixture = await openRequestFixture(policy);
  mail = await openMailFixture(fixture);
});
beforeEach(() => fixture.setClock('2026-11-24T10:00:00Z'));
afterEach(() => fixture.setClock(undefined));
afterAll(async () => {
  await mail.stop();
  await fixture.stop();
});

async function requestOf(person: Person, body: object): Promise<string> {
  const sent = await submit(fixture, person.caller, body);
  await mail.deliver();
  return sent.body.request.requestId as string;
}

const act = async (path: string, body?: object) =>
  expect((await staff(fixture, 'POST', path, { ...(body && { body }) })).status).toBe(200);

/** The newest mail to a person, whose link opens their request. */
async function letterAbout(requestId: string, { email }: Person) {
  await mail.deliver();
  const { subject, text = '', html = '' } = (await mail.lettersTo(email)).at(-1)!;
  const links = text.match(/https:\/\/privacy\.example\.com\/follow-up#cft_\S+/g) ?? [];
  expect(links).toHaveLength(1);
  const [link = ''] = links;
  expect(html).toContain(`<a href="${link}">`);
  expect((await follow(fixture, link.split('#')[1] ?? '')).body.requestId).toBe(requestId);
  const said = text.trim().replace(link, 'LINK').replaceAll(requestId, 'REFERENCE');
  expect(said).not.toMatch(/cft_|\{\{|undefined/);
  return { template: (await mail.rowsOf(requestId)).at(-1)?.template, subject, said };
}

const end = {
  en: [
    'Follow your request here. Keep the link to yourself: anyone who has it can see what you see.\nLINK',
    'If you have questions, write to privacy@example.com and give the reference REFERENCE.',
    'Example Assistant GmbH\nMusterstraße 1, 10115 Berlin, Germany',
  ],
  de: [
    'Hier können Sie Ihren Antrag verfolgen. Geben Sie den Link nicht weiter: Wer ihn hat, kann sehen, was Sie sehen.\nLINK',
    'Wenn Sie Fragen haben, schreiben Sie an privacy@example.com und nennen Sie das Zeichen REFERENCE.',
    'Example Assistant GmbH\nMusterstraße 1, 10115 Berlin, Germany',
  ],
} as const;
const whole = (locale: 'en' | 'de', ...paragraphs: readonly string[]): string =>
  [...paragraphs, ...end[locale]].join('\n\n');

describe('the whole mail', () => {
  it('on a clarification that is needed', async () => {
    const person = await newPerson(fixture, 'GB');
    const requestId = await requestOf(person, { kind: 'access', locale: 'en' });
    await act(`/${requestId}/pause`, { ground: 'clarification-needed' });

    expect(await letterAbout(requestId, person)).toEqual({
      template: 'need-more',
      subject: 'We need something from you for your request',
      said: whole(
        'en',
        'We received your request on November 24, 2026. It is about a copy of your data.',
        'Please describe more precisely which data or which use you mean.',
        'Until we have what we need from you, we cannot go on.',
      ),
    });
  });

  it('on a proof of identity that is needed', async () => {
    const person = await newPerson(fixture);
    const subject = { type: 'email', value: person.email };
    const letter = { channel: 'letter', receivedOn: '2026-11-20', locale: 'de' };
    const body = { kind: 'erasure', subject, ...letter };
    const entered = await staff(fixture, 'POST', '/on-behalf', { body });

    expect(await letterAbout(entered.body.request.requestId, person)).toEqual({
      template: 'need-more',
      subject: 'Für Ihren Antrag fehlt uns etwas',
      said: whole(
        'de',
        'Wir haben Ihren Antrag am 20. November 2026 erhalten. Es geht um die Löschung Ihrer Daten.',
        'Wir müssen sicher sein, dass dieser Antrag von Ihnen kommt. Schreiben Sie uns dazu. Wenn Sie ein Konto bei uns haben, können Sie stattdessen diesen Antrag dort zurücknehmen und neu stellen. Schicken Sie uns keine Kopie eines Ausweises.',
        'Solange uns das fehlt, können wir nicht weitermachen.',
      ),
    });
  });

  it.each([
    [
      'en',
      'We need more time for your request',
      [
        'Your request of November 24, 2026 was about a copy of your data. We cannot answer it in the usual time.',
        'Your request is complex.',
        'You will get our answer by February 24, 2027 at the latest.',
      ],
    ],
    [
      'de',
      'Wir brauchen mehr Zeit für Ihren Antrag',
      [
        'In Ihrem Antrag vom 24. November 2026 ging es um eine Kopie Ihrer Daten. Wir können ihn nicht in der üblichen Zeit beantworten.',
        'Ihr Antrag ist komplex.',
        'Sie bekommen unsere Antwort spätestens am 24. Februar 2027.',
      ],
    ],
  ] as const)('on an extension, with its reason and its day (%s)', async (...of) => {
    const [locale, subject, paragraphs] = of;
    const person = await newPerson(fixture);
    const requestId = await requestOf(person, { kind: 'access', locale });
    await act(`/${requestId}/extend`, { ground: 'complexity' });

    expect(await letterAbout(requestId, person)).toEqual({
      ...{ template: 'extension', subject, said: whole(locale, ...paragraphs) },
    });
  });

  it.each([
    [
      'en',
      'We are going to use your data again',
      [
        'On November 24, 2026 you asked for the restriction of the use of your data. From December 1, 2026 on, the restriction no longer applies.',
        'If you want it to continue, ask us for it again before that day.',
      ],
    ],
    [
      'de',
      'Wir werden Ihre Daten wieder verwenden',
      [
        'Am 24. November 2026 haben Sie uns um die Einschränkung der Verwendung Ihrer Daten gebeten. Ab dem 1. Dezember 2026 gilt die Einschränkung nicht mehr.',
        'Wenn sie weiter gelten soll, bitten Sie uns vor diesem Tag noch einmal darum.',
      ],
    ],
  ] as const)('before a restriction is lifted (%s)', async (locale, subject, paragraphs) => {
    const person = await newPerson(fixture);
    const requestId = await requestOf(person, { kind: 'restriction', locale });
    await act(`/${requestId}/lift`);

    expect(await letterAbout(requestId, person)).toEqual({
      ...{ template: 'restriction-lifting', subject, said: whole(locale, ...paragraphs) },
    });
  });

  it.each([
    [
      'en',
      'Your data stays restricted',
      [
        'On November 24, 2026 you asked for the restriction of the use of your data. We had announced when it ends. It does not end then: the restriction continues to apply.',
        'Before it ends, we will write to you again.',
      ],
    ],
    [
      'de',
      'Ihre Daten bleiben eingeschränkt',
      [
        'Am 24. November 2026 haben Sie uns um die Einschränkung der Verwendung Ihrer Daten gebeten. Wir hatten angekündigt, wann sie endet. Sie endet dann nicht: Die Einschränkung gilt weiter.',
        'Bevor sie endet, schreiben wir Ihnen noch einmal.',
      ],
    ],
  ] as const)('when its lifting is called off (%s)', async (locale, subject, paragraphs) => {
    const person = await newPerson(fixture);
    const requestId = await requestOf(person, { kind: 'restriction', locale });
    await act(`/${requestId}/lift`);
    await mail.deliver();
    expect((await staff(fixture, 'DELETE', `/${requestId}/lift`)).status).toBe(200);

    expect(await letterAbout(requestId, person)).toEqual({
      ...{ template: 'restriction-continues', subject, said: whole(locale, ...paragraphs) },
    });
  });

  it('on a download has the link that opens it', async () => {
    const person = await newPerson(fixture);
    const answer = await submit(fixture, person.caller, { kind: 'portability' });
    await begin(fixture, firstAttempt(answer));
    await fulfilExport(fixture, firstAttempt(answer));

    const { template, said } = await letterAbout(answer.body.request.requestId, person);
    expect(template).toBe('download-ready');
    expect(said).toContain(
      'Download your data here. Keep the link to yourself: anyone who has it can do the same.\nLINK',
    );
  });
});
