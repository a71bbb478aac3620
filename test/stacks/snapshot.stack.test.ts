import { describe, expect, test } from 'vitest';
import { differences, readable } from './readable.ts';
import { at, stackNames, synthesize, withoutHashes } from './templates.ts';
import type { StackName, Synthesized, Template } from './templates.ts';

describe.each(stackNames)('the %s stack', (stack) => {
  const [prod, dev] = [synthesize('prod'), synthesize('dev')];

  test('of prod is as reviewed: review the difference before you accept it with -u', async () => {
    await expect(readable(normalised(prod, stack))).toMatchFileSnapshot(
      `__snapshots__/${stack}.prod.json`,
    );
  });

  test('of dev differs from that of prod as reviewed', async () => {
    await expect(differences(normalised(prod, stack), normalised(dev, stack))).toMatchFileSnapshot(
      `__snapshots__/${stack}.dev.txt`,
    );
  });
});

test('the local stage has resources of the same types as dev', () => {
  const types = ({ Resources }: Template) => Object.values(Resources).map(({ Type }) => Type);
  const [local, dev] = [synthesize('local'), synthesize('dev')];

  expect(types(local.service)).toContain('AWS::Lambda::Function');
  expect(types(local.data)).toEqual(types(dev.data));
  expect(types(local.media)).toEqual(types(dev.media));
  expect(types(local.systems)).toEqual(types(dev.systems));
  expect(types(local.learning)).toEqual(types(dev.learning));
  expect(types(local.service)).toEqual(types(dev.service));
  // The secret of the pages, which the embedded runtime serves itself.
  expect(types(local.edge)).toEqual(
    types(dev.edge).filter((type) => type !== 'AWS::SecretsManager::Secret'),
  );
  expect(types(local.watch)).toEqual(types(dev.watch));
});

/** Without values that differ in every commit or deployment. */
function normalised({ stage, ...stacks }: Synthesized, stack: StackName) {
  const deployment = new RegExp(String.raw`([Cc]ustos[- ]|/)${stage}(?=[-":/ )]|\\")`, 'g');
  const idOfPermission = new RegExp(
    `(Custos)${stage}((?:Media|Systems|Learning|Service)\\w*?)(?:[0-9A-F]{8})+`,
    'g',
  );
  const text = withoutHashes(JSON.stringify(stacks[stack]))
    .replaceAll(deployment, '$1<deployment>')
    .replaceAll(idOfPermission, '$1<deployment>$2');
  return JSON.parse(text, withoutTags) as Template;
}

/** Every resource that can have tags has these two. */
const withoutTags = (_key: string, value: unknown): unknown =>
  Array.isArray(value)
    ? value.filter((each) => !/^custos:(stage|deployment)$/.test(String(at(each, 'Key'))))
    : value;
