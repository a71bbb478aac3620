import { expect, test } from 'vitest';
import { callBudget } from '../../bench/call-budget.ts';
import { measureCalls } from '../../bench/calls.ts';

test('no route takes more calls, waves, units or keys than its budget', async () => {
  const measured = await measureCalls();

  const over = Object.entries(callBudget).flatMap(([route, budget]) => {
    const cost = measured[route as keyof typeof measured];
    return Object.entries(budget).flatMap(([unit, most]: [string, number]) => {
      const taken = cost[unit as keyof typeof cost];
      return taken > most ? [`${route}: ${taken} ${unit}, at most ${most}`] : [];
    });
  });

  expect(over).toEqual([]);
  expect(Object.keys(measured)).toEqual(Object.keys(callBudget));
});
