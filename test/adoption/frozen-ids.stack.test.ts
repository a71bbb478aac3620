import { expect, test } from 'vitest';
import { synthesize, synthesizeData, templatesOf } from '../stacks/templates.ts';
import { addressed, frozenIdsFile, holding } from './frozen-ids.ts';
import { addressedIn, holdingIn } from './data-resources.ts';

const prod = synthesize('prod');
const templates = templatesOf(prod);

test.each(holding)('%s is never replaced, because of its data', (line) => {
  expect(holdingIn(templates)).toContain(line);
});

test.each(addressed)('%s is never replaced, because other programs use its address', (line) => {
  expect(addressedIn(templates)).toContain(line);
});

test('what is new and holds data or has an address is on the list: add it with -u', async () => {
  const both = (listed: readonly string[], deployed: readonly string[]) =>
    [...new Set([...listed, ...deployed])].sort();
  const ids = {
    holding: both(holding, holdingIn(templates)),
    addressed: both(addressed, addressedIn(templates)),
  };

  await expect(`${JSON.stringify(ids, null, 2)}\n`).toMatchFileSnapshot(frozenIdsFile);
});

test('resources with data have the same ids in every stage', () => {
  const dev = synthesizeData('dev');

  expect(holdingIn([dev.data])).toEqual(holdingIn([prod.data]));
});
