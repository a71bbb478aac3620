import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { rendered } from '../../lambda/mail-text/render.ts';
import { kindsWithoutAccount } from '../../lambda/request/model/kinds.ts';
import { follow } from '../request/request-fixture.ts';
import { asking, codeIn, newAddress, openIntakeFixture } from '../intake/intake-fixture.ts';
import type { IntakeFixture } from '../intake/intake-fixture.ts';
import { examplePolicy } from '../support/example-policy.ts';

const text = (kind: string) => `# Ein Code\n\nFür {{kind}}:\n\n{{code}}\n\n{{agent}}\n\n${kind}`;
const followUpUrl = 'https://privacy.example.com/follow-up#{token}';

let intake: IntakeFixture;
beforeAll(async () => {
  intake = await openIntakeFixture({
    ...examplePolicy,
    mail: { followUpUrl },
    mails: {
      ...examplePolicy.mails,
      code: { ...examplePolicy.mails.code, de: text('{{link}}{{token}}\n\n{{link}}') },
    },
  });
});
afterAll(() => intake.stop());

async function letterAbout(more: object): Promise<string> {
  const { requestId } = (await intake.ask(asking(newAddress(), more))).body;
  await intake.deliver(requestId);
  return (await intake.letter(requestId)) ?? '';
}

test('the mail with a code has the text of the policy in the language that was asked for', async () => {
  const letter = await letterAbout({ locale: 'de-AT' });

  expect(letter).toContain('Subject: Ein Code');
  expect(letter).toContain('Content-Language: de');
  expect(codeIn(letter)).not.toBe('');
  expect(letter).toMatch(/https:\/\/privacy\.example\.com\/follow-up#cft_\S{80}/);
});

test.each(['"a b"', '"x@y"', String.raw`"Ann \"B\" \\"`, '"a<b>, c"'])(
  'a quoted mailbox gets its code: %s',
  async (mailbox) => {
    const address = `${mailbox}@${randomUUID()}.example.org`;
    const { requestId } = (await intake.ask(asking(address))).body;
    await intake.deliver(requestId);

    const letter = (await intake.letter(requestId)) ?? '';
    expect(/^To: (.*)$/m.exec(letter)?.[1]?.trim()).toBe(`<${address}>`);
    expect((await intake.verify(requestId, codeIn(letter))).status).toBe(202);
  },
);

test.each(kindsWithoutAccount)('the mail about %s names it, in each language', async (kind) => {
  const reason = kind === 'complaint' ? { reason: 'A complaint.' } : {};
  const letters = await Promise.all(
    ['en', 'de'].map((locale) => letterAbout({ kind, locale, ...reason })),
  );

  expect(letters[0]).toMatch(/It is about \S/);
  expect(letters[1]).toMatch(/Für \S/);
});

const said = {
  en: {
    where: 'Enter the code on the page where the request was made.',
    secret: 'Do not give it to anyone',
    link: 'Keep the link to yourself',
    token: 'Keep it to yourself',
  },
  de: {
    where: 'Geben Sie den Code auf der Internetseite ein, über die der Antrag gestellt wurde.',
    secret: 'Geben Sie ihn an niemanden weiter',
    link: 'Geben Sie den Link nicht weiter',
    token: 'Geben Sie ihn nicht weiter',
  },
} as const;

test.each(['en', 'de'] as const)(
  'the text of Custos (%s) says where the code is entered, and what is private',
  (locale) => {
    const source = examplePolicy.mails.code[locale] ?? '';
    const { where, secret, ...hidden } = said[locale];
    const withLink = rendered(
      source,
      { code: 'AAAAA-BBBBB', link: 'https://a.example/#t' },
      locale,
    );
    const withToken = rendered(source, { code: 'AAAAA-BBBBB', token: 'cft_t' }, locale);

    for (const { text } of [withLink, withToken]) {
      expect(text).toContain(where);
      expect(text).toContain(secret);
    }
    expect(withLink.text).toContain(hidden.link);
    expect(withLink.text).not.toContain(hidden.token);
    expect(withToken.text).toContain(hidden.token);
    expect(withToken.text).not.toContain(hidden.link);
  },
);

test.each([
  ['by the person', {}],
  ['by an agent', { agent: { name: 'A', contact: 'a@example.org', mandate: 'self-declared' } }],
])('the page of the link finds a request %s, and takes its code', async (_, more) => {
  const letter = await letterAbout({ locale: 'en', ...more });
  const token = /#(cft_\S+)/.exec(letter)?.[1] ?? '';

  const waiting = (await follow(intake.fixture, token)).body;
  expect(waiting).toMatchObject({ needs: { assurance: 'email-verified' } });
  expect((await intake.verify(waiting.requestId, codeIn(letter))).status).toBe(202);
  await intake.open(waiting.requestId);
  expect((await follow(intake.fixture, token)).body).not.toHaveProperty('needs');
});
