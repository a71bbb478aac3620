import { afterAll, beforeAll, expect, test } from 'vitest';
import { kindsWithoutAccount } from '../../lambda/request/model/request.ts';
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

test.each(kindsWithoutAccount)('the mail about %s names it, in each language', async (kind) => {
  const reason = kind === 'complaint' ? { reason: 'A complaint.' } : {};
  const letters = await Promise.all(
    ['en', 'de'].map((locale) => letterAbout({ kind, locale, ...reason })),
  );

  expect(letters[0]).toMatch(/It is about: \S/);
  expect(letters[1]).toMatch(/Für \S/);
});
