import { describe, expect, test } from 'vitest';
import { synthesize } from './templates.ts';
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
  `${normalisedText(JSON.stringify(template, undefined, 1))}\n`;

/** Hashes of code and policy change with every commit and say nothing about the infrastructure. */
const normalisedText = (text: string): string =>
  text
    .replaceAll(/(CurrentVersion[0-9A-F]{8})[0-9a-f]{32}/g, '$1<code>')
    .replaceAll(/(Deployment[0-9A-F]{8})[0-9a-f]{32}/g, '$1<methods>')
    .replaceAll(/sha256:[0-9a-f]{64}/g, 'sha256:<policy>')
    .replaceAll(/\b[0-9a-f]{64}\b/g, '<asset>');
