import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { copyOfPolicy, edit, loadedFrom } from './edited-policy.ts';

describe('the version', () => {
  const original = loadedFrom('policy').policy;

  test('does not depend on line endings, a byte order mark, comments or the order of keys', () => {
    const directory = copyOfPolicy();
    for (const file of ['policy.yaml', 'notices/assistant/en.md', 'notices/assistant/de.md']) {
      const text = readFileSync(join(directory, file), 'utf8');
      writeFileSync(join(directory, file), `\uFEFF${text.replaceAll('\n', '\r\n')}`);
    }
    edit(directory, '# Who answers for the data', '# Changed: who answers for the data');
    edit(
      directory,
      '  erasure:\r\n    recentAuthentication: PT15M\r\n    assurance: email-verified\r\n    approvals: 0\r\n',
      '  erasure:\r\n    approvals: 0\r\n    assurance: email-verified\r\n    recentAuthentication: PT15M\r\n',
    );

    const { policy } = loadedFrom(directory);

    expect(policy.version).toBe(original.version);
    expect(policy.published).toEqual(original.published);
  });

  test.each([
    ['a period', 'retention: P30D', 'retention: P31D', 'policy.yaml'],
    ['a word of a notice', 'In short', 'Summary', 'notices/assistant/en.md'],
    [
      'a clock of the law',
      '{amount: 45, unit: calendar-days}, ack',
      '{amount: 44, unit: calendar-days}, ack',
      'jurisdictions.yaml',
    ],
  ])('changes with %s', (_title, from, to, file) => {
    const directory = copyOfPolicy();
    edit(directory, from, to, file);

    expect(loadedFrom(directory).policy.version).not.toBe(original.version);
  });

  test('of a notice changes with its text only', () => {
    const directory = copyOfPolicy();
    edit(directory, 'In short', 'Summary', 'notices/assistant/en.md');

    const { published } = loadedFrom(directory).policy;

    expect(published['assistant']!.version).not.toBe(original.published['assistant']!.version);
    expect(published['improvement']!.version).toBe(original.published['improvement']!.version);
  });
});
