import { describe, expect, test } from 'vitest';
import { synthesize, withoutHashes } from './templates.ts';
import type { Template } from './templates.ts';

describe.each([synthesize('dev'), synthesize('prod')])('stage $stage', (synthesized) => {
  test.each(['data', 'service', 'edge'] as const)(
    'the %s stack is as reviewed: look at the difference before accepting it with -u',
    async (stack) => {
      await expect(normalised(synthesized[stack])).toMatchFileSnapshot(
        `__snapshots__/${synthesized.stage}-${stack}.json`,
      );
    },
  );
});

test('the local stage has resources of the same types as dev', () => {
  const types = ({ Resources }: Template) => Object.values(Resources).map(({ Type }) => Type);
  const [local, dev] = [synthesize('local'), synthesize('dev')];

  expect(types(local.service)).toContain('AWS::Lambda::Function');
  expect(types(local.data)).toEqual(types(dev.data));
  expect(types(local.service)).toEqual(types(dev.service));
  expect(types(local.edge)).toEqual(types(dev.edge));
});

const normalised = (template: Template): string =>
  `${withoutHashes(JSON.stringify(template, undefined, 1))}\n`;
