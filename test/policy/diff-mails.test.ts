import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { diffPolicies } from '../../lambda/deployment/diff/diff.ts';
import { showDiff } from '../../cli/policy-diff-shown.ts';
import { changesOf } from './changes-of.ts';
import { copyOfPolicy, edit, loadedFrom } from './edited-policy.ts';

type Edit = readonly [from: string, to: string, file?: string];
const { policy: example } = loadedFrom('policy');
const receipt = 'mail/receipt/en.md';

function edited(...edits: readonly Edit[]) {
  const directory = copyOfPolicy();
  for (const [from, to, file] of edits) edit(directory, from, to, file);
  return loadedFrom(directory).policy;
}

const wordsOf = (...policies: Parameters<typeof diffPolicies>): string =>
  showDiff(diffPolicies(...policies)).replaceAll(/\s+/g, ' ');

test('a mail with another text is named, with its language', () => {
  const to = edited(['say why', 'give the reason', receipt]);

  expect(changesOf(example, to)).toEqual([
    { kind: 'mail-text-changed', template: 'receipt', locale: 'en', added: [], removed: [] },
  ]);
  expect(wordsOf(example, to)).toContain('The mail receipt has another text in en. 1 change; none');
});

test('another subject is quoted', () => {
  const to = edited(['# We have received your request', '# Your request', receipt]);

  expect(wordsOf(example, to)).toContain(
    'Its subject is "Your request" instead of "We have received your request".',
  );
});

test('what a mail no longer says is reported as less for people, and the way back is not', () => {
  const to = edited(['- {{appeal}}\n', '', 'mail/refusal/de.md']);

  expect(changesOf(example, to)).toMatchObject([
    {
      ...{ kind: 'mail-text-changed', template: 'refusal', locale: 'de' },
      ...{ removed: ['appeal'], widening: 'less-information' },
    },
  ]);
  expect(wordsOf(example, to)).toContain(
    '! The mail refusal has another text in de. It no longer says appeal. [people learn less]',
  );
  expect(changesOf(to, example)[0]).not.toHaveProperty('widening');
  expect(wordsOf(to, example)).toContain('It says appeal as well.');
});

test('a language that is added or removed is named', () => {
  const to = {
    ...example,
    version: 'sha256:another',
    mails: { ...example.mails, receipt: { ...example.mails.receipt, fr: '# Reçue\n\nMerci.' } },
  };

  expect(wordsOf(example, to)).toContain('The mail receipt has a text in fr.');
  expect(changesOf(to, example)).toEqual([
    {
      ...{ kind: 'mail-text-removed', template: 'receipt', locale: 'fr' },
      widening: 'less-information',
    },
  ]);
});

test('a folder without mails has the texts of Custos, so nothing changes', () => {
  const directory = copyOfPolicy();
  rmSync(join(directory, 'mail'), { recursive: true });

  expect(changesOf(example, loadedFrom(directory).policy)).toEqual([]);
});

test('a policy that was compiled before a mail existed can be compared', () => {
  const { finality, ...mails } = example.mails;
  const before = { ...example, version: 'sha256:another', mails } as typeof example;

  expect(Object.keys(finality)).toEqual(['de', 'en']);
  expect(changesOf(before, example)).toMatchObject([
    { kind: 'mail-text-added', template: 'finality', locale: 'de' },
    { kind: 'mail-text-added', template: 'finality', locale: 'en' },
  ]);
});

test('the page of the link is named', () => {
  const followUpUrl = 'https://privacy.example.com/follow-up#{token}';
  const { mail: _, ...rest } = example;
  const without = { ...rest, version: 'sha256:1', mail: {} };
  const to = { ...rest, version: 'sha256:2', mail: { followUpUrl } };

  expect(wordsOf(without, to)).toContain(`Mails link to ${followUpUrl}, and no longer have`);
  expect(wordsOf(to, without)).toContain('Mails have the follow-up token itself');
});
