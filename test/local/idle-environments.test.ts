import { expect, test, vi } from 'vitest';
import { IdleEnvironments } from '../../local/idle-environments.ts';

/** Environments by name, and which of them ended, in order. */
function environments(limits: { readonly count: number; readonly milliseconds: number }) {
  const idle = new IdleEnvironments(limits);
  const ended: string[] = [];
  const called = (name: string) => ({ end: () => void ended.push(name) });
  return { idle, ended, called };
}

test('the environment that was idle for longest ends when there are too many', () => {
  const { idle, ended, called } = environments({ count: 2, milliseconds: 60_000 });
  const [a, b, c, d] = ['a', 'b', 'c', 'd'].map(called) as [Called, Called, Called, Called];
  for (const each of [a, b]) idle.add(each);
  idle.remove(a);
  idle.add(a);

  idle.add(c);
  idle.add(d);

  expect(ended).toEqual(['b', 'a']);
});

test('an environment ends after its time, and one that was used meanwhile does not', async () => {
  const { idle, ended, called } = environments({ count: 9, milliseconds: 200 });
  const [used, unused] = [called('used'), called('unused')];
  idle.add(used);
  idle.add(unused);
  idle.remove(used);

  await vi.waitFor(() => expect(ended).toEqual(['unused']));
  idle.add(used);
  expect(ended).toEqual(['unused']);

  await vi.waitFor(() => expect(ended).toEqual(['unused', 'used']));
});

type Called = ReturnType<ReturnType<typeof environments>['called']>;
