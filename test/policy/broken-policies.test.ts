import { describe, expect, test } from 'vitest';
import { loadPolicy } from '../../lib/policy/loader.ts';
import { copyOfPolicy, edit, lineOf } from './edited-policy.ts';
import { basesMistakes } from './mistakes/bases.ts';
import { establishmentMistakes } from './mistakes/establishment.ts';
import { recipientMistakes } from './mistakes/recipients.ts';
import { fieldsMistakes } from './mistakes/fields.ts';
import { jurisdictionsMistakes } from './mistakes/jurisdictions.ts';
import { fairnessMistakes } from './mistakes/fairness.ts';
import { measureMistakes } from './mistakes/measures.ts';
import { mediaMistakes } from './mistakes/media.ts';
import { modelMistakes } from './mistakes/models.ts';
import { noticesMistakes } from './mistakes/notices.ts';
import { peopleMistakes } from './mistakes/people.ts';
import { systemMistakes } from './mistakes/systems.ts';
import { textMistakes } from './mistakes/texts.ts';
import { trainingMistakes } from './mistakes/training.ts';
import { purposesMistakes } from './mistakes/purposes.ts';
import { webMistakes } from './mistakes/web.ts';
import { yamlMistakes } from './mistakes/yaml.ts';

const mistakes = [
  ...fieldsMistakes,
  ...purposesMistakes,
  ...basesMistakes,
  ...noticesMistakes,
  ...establishmentMistakes,
  ...recipientMistakes,
  ...jurisdictionsMistakes,
  ...peopleMistakes,
  ...mediaMistakes,
  ...systemMistakes,
  ...fairnessMistakes,
  ...measureMistakes,
  ...textMistakes,
  ...trainingMistakes,
  ...modelMistakes,
  ...webMistakes,
  ...yamlMistakes,
];

describe('a broken policy is refused with file, line, path and remedy', () => {
  test.each(mistakes)('$title', ({ from, to, prepare, line, path, message, remedy }) => {
    const directory = copyOfPolicy();
    edit(directory, from, to);
    prepare?.(directory);

    const load = loadPolicy(directory);

    expect(load).toMatchObject({
      kind: 'invalid',
      errors: expect.arrayContaining([
        expect.objectContaining({
          file: expect.stringMatching(/\/policy\.yaml$/) as string,
          path,
          line: lineOf(directory, line),
          message: expect.stringMatching(message) as string,
          remedy: expect.stringMatching(remedy) as string,
        }),
      ]) as unknown[],
    });
  });
});
