import { describe, expect, test } from 'vitest';
import { functions } from '../../lib/functions.ts';
import { callsOf } from './calls.ts';
import { deployment } from './deployment.ts';
import { refused } from './simulate.ts';

describe.each(['dev', 'prod'] as const)('in %s', (stage) => {
  const where = deployment(stage);

  test.each(functions)(
    '$name can do everything that its needs and its trigger require',
    async (facts) => {
      const deployed = where.functions.find(({ name }) => name === facts.name);
      if (deployed === undefined) throw new Error(`${facts.name} is not deployed`);

      const calls = callsOf(where, facts, deployed);

      expect(calls.length).toBeGreaterThan(1);
      expect(await refused(where, deployed.role, calls)).toEqual([]);
    },
  );
});
