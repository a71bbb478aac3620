import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { synthesize } from '../stacks/templates.ts';

interface StackPolicy {
  readonly Statement: readonly {
    readonly Effect: string;
    readonly Action: string | readonly string[];
    readonly Condition?: { readonly StringEquals: { readonly ResourceType: readonly string[] } };
  }[];
}

test('docs/stack-policy.json denies replacing and deleting every kind that the data stack retains', () => {
  const { Statement } = JSON.parse(readFileSync('docs/stack-policy.json', 'utf8')) as StackPolicy;
  const retained = Object.values(synthesize('prod').data.Resources)
    .filter(({ DeletionPolicy }) => DeletionPolicy === 'Retain')
    .map(({ Type }) => Type);

  const [denied, ...others] = Statement.filter(({ Effect }) => Effect === 'Deny');
  expect(others).toEqual([]);
  expect(denied?.Action).toEqual(['Update:Replace', 'Update:Delete']);
  expect(new Set(denied?.Condition?.StringEquals.ResourceType)).toEqual(new Set(retained));
});
