import { expect, test } from 'vitest';
import type { Policy } from '../../lambda/policy/schema.ts';
import { changesOf } from './changes-of.ts';
import { copyOfPolicy, edit, loadedFrom } from './edited-policy.ts';

const { policy: example } = loadedFrom('policy');
const edited = (from: string, to: string): Policy => {
  const directory = copyOfPolicy();
  edit(directory, from, to);
  return loadedFrom(directory).policy;
};

test('a risk class that needs no assessment any more is a safeguard less', () => {
  const fewer = edited('  assessment: [high, systemic]', '  assessment: [high]');

  expect(changesOf(example, fewer)).toEqual([
    {
      kind: 'model-assessments-changed',
      added: [],
      removed: ['systemic'],
      widening: 'fewer-safeguards',
    },
  ]);
  expect(changesOf(fewer, example)).toEqual([
    { kind: 'model-assessments-changed', added: ['systemic'], removed: [] },
  ]);
});

test('a longer bound of staleness is a safeguard less; none at all is the strictest', () => {
  const longer = edited('  staleFor: P14D', '  staleFor: P1Y');
  const strictest = edited('  staleFor: P14D\n', '');

  expect(changesOf(example, longer)).toEqual([
    { kind: 'model-staleness-changed', from: 'P14D', to: 'P1Y', widening: 'fewer-safeguards' },
  ]);
  expect(changesOf(example, strictest)).toEqual([
    { kind: 'model-staleness-changed', from: 'P14D' },
  ]);
});
