import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { coldImport, variables } from '../../bench/cold-import.ts';
import { compilePolicy } from '../../lambda/policy/bundled.ts';
import { bundle } from '../../lib/constructs/bundle.ts';
import { functions } from '../../lib/functions.ts';
import { loadPolicyOrThrow } from '../../lib/policy/loader.ts';

const policy = loadPolicyOrThrow('policy');
const made = bundle(functions, compilePolicy(policy));
afterAll(() => made.dispose());

test.each(functions)('the bundle of $name loads with the variables of the stack', async (facts) => {
  const file = join(made.of(facts).directory, 'index.mjs');

  expect(await coldImport(file, variables(facts, JSON.stringify(policy.issuers)))).toBeGreaterThan(
    0,
  );
});
