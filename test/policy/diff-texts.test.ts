import { expect, test } from 'vitest';
import { diffPolicies } from '../../lambda/deployment/diff/diff.ts';
import { showDiff } from '../../cli/policy-diff-shown.ts';
import { changesOf } from './changes-of.ts';
import { copyOfPolicy, edit, loadedFrom } from './edited-policy.ts';

const edited = (...edits: readonly (readonly [from: string, to: string])[]) => {
  const directory = copyOfPolicy();
  for (const [from, to] of edits) edit(directory, from, to);
  return loadedFrom(directory).policy;
};
const { policy: example } = loadedFrom('policy');
const withRules = () =>
  edited(
    ['  patterns: []', '  patterns: [{type: username, pattern: "CUST-[0-9]{8}"}]'],
    ['  allow: []', '  allow: [Custos]'],
  );
const wordsOf = (...policies: Parameters<typeof diffPolicies>): string =>
  showDiff(diffPolicies(...policies)).replaceAll(/\s+/g, ' ');

test('a pattern of the operator finds more, and a word that is allowed less', () => {
  const rules = withRules();

  expect(changesOf(example, rules)).toEqual([
    { kind: 'text-patterns-changed', added: ['CUST-[0-9]{8} (username)'], removed: [] },
    {
      kind: 'text-exceptions-changed',
      added: ['"Custos"'],
      removed: [],
      widening: 'fewer-safeguards',
    },
  ]);
  expect(wordsOf(example, rules)).toContain('In texts, nothing replaces "Custos".');
});

test('a pattern that goes is fewer safeguards', () => {
  const words = wordsOf(withRules(), example);

  expect(words).toContain('In texts, CUST-[0-9]{8} (username) is no longer found.');
  expect(words).toContain('less is done to protect data');
});

test('a minimisation of texts is named with its types', () => {
  const redacted = edited([
    '      - field: /deviceId\n',
    '      - field: /text\n        by: redact-text\n        types: [email]\n      - field: /deviceId\n',
  ]);

  expect(wordsOf(example, redacted)).toContain(
    'Before usage-log is stored, /text (redact-text email) is minimised.',
  );
});
