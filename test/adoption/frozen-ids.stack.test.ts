import { expect, test } from 'vitest';
import { synthesize, synthesizeData } from '../stacks/templates.ts';
import { addressed, holding } from './frozen-ids.ts';
import { addressedIn, holdingIn } from './data-resources.ts';

const { data, service, edge } = synthesize('prod');
const templates = [data, service, edge];

test.each(holding)('%s is never replaced, because of what it holds', (line) => {
  expect(holdingIn(templates)).toContain(line);
});

test.each(addressed)('%s is never replaced, because others know its address', (line) => {
  expect(addressedIn(templates)).toContain(line);
});

test('nothing holds data or has an address that is not on the list', () => {
  expect(holdingIn(templates)).toEqual(holding);
  expect(addressedIn(templates)).toEqual(addressed);
});

test('resources that hold data have the same ids in every stage', () => {
  const dev = synthesizeData('dev');

  expect(holdingIn([dev.data])).toEqual(holdingIn([data]));
});
