import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadPolicy } from '../../lib/policy/loader.ts';
import { copyOfPolicy, edit, loadedFrom } from './edited-policy.ts';

describe('notice files', () => {
  test.each([
    ['a text that no locale declares', 'notices/assistant/fr.md', /locales/],
    ['a folder that no notice declares', 'notices/old/en.md', /Declare it under notices/],
  ])('%s is refused, because nobody would see it', (_title, file, remedy) => {
    const directory = copyOfPolicy();
    mkdirSync(join(directory, 'notices/old'), { recursive: file.includes('old') });
    writeFileSync(join(directory, file), '# Text\n');

    const load = loadPolicy(directory);

    expect(load).toMatchObject({
      kind: 'invalid',
      errors: expect.arrayContaining([
        expect.objectContaining({ remedy: expect.stringMatching(remedy) as string }),
      ]) as unknown[],
    });
  });

  test('a text that is deleted while its locale is declared is refused, and named', () => {
    const directory = copyOfPolicy();
    rmSync(join(directory, 'notices/assistant/de.md'));

    expect(loadPolicy(directory)).toMatchObject({
      kind: 'invalid',
      errors: [
        {
          path: 'notices.assistant.locales[1]',
          message: 'The text notices/assistant/de.md is missing.',
          remedy: 'Write notices/assistant/de.md, or remove `de` from the locales.',
        },
      ],
    });
  });

  test('an empty text is refused', () => {
    const directory = copyOfPolicy();
    writeFileSync(join(directory, 'notices/improvement/en.md'), ' \n');

    expect(loadPolicy(directory)).toMatchObject({
      kind: 'invalid',
      errors: [{ file: `${directory}/notices/improvement/en.md`, message: /no text/ }],
    });
  });

  test('the version of the present text is not an earlier one', () => {
    const directory = copyOfPolicy();
    const { version } = loadedFrom('policy').policy.published['assistant']!;
    edit(directory, 'material: true', 'material: false');
    edit(directory, 'compatibleWith: []', `compatibleWith: ['${version}']`);

    expect(loadPolicy(directory)).toMatchObject({
      kind: 'invalid',
      errors: [{ path: 'notices.assistant.compatibleWith[0]' }],
    });
  });
});
