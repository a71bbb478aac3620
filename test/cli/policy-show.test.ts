import { expect, test } from 'vitest';
import { showPolicy } from '../../cli/policy-text.ts';
import { layoutOf } from '../../cli/policy-text/layout.ts';
import { loadedFrom } from '../policy/edited-policy.ts';

const { policy } = loadedFrom('policy');

test('policy show says for which purposes sets may be built, and for how long', () => {
  expect(showPolicy(policy, 100)).toMatch(
    /Training sets\n-+\n.*\n +training +P30D +P7D +P2Y +1000\n/u,
  );
});

test('policy show says how far figures of a measure will be off', () => {
  expect(showPolicy(policy, 100)).toContain('off by: 240, sums 1198');
});

test.each([80, 100, 300])('policy show has no line wider than %d columns', (width) => {
  const lines = showPolicy(policy, width).split('\n');

  expect(lines.filter((line) => line.length > width)).toEqual([]);
});

test.each([80, 300])('says the same in %d columns', (width) => {
  const text = showPolicy(policy, width);

  for (const names of [policy.purposes, policy.categories, policy.recipients, policy.requests]) {
    for (const name of Object.keys(names)) expect(text).toContain(`  ${name}`);
  }
  expect(text).toContain('opt-out/opt-out-automated-decision');
  expect(text).toContain('truncate-ip /ip, pseudonymise /deviceId');
});

test('a table that is too wide becomes a block for each row, without its empty cells', () => {
  const head = ['name', 'kept', 'used for'];
  const rows = [['record', '-', 'one two three four']];

  expect(layoutOf(80).table(head, rows)).toEqual([
    '  name    kept  used for',
    '  record  -     one two three four',
  ]);
  expect(layoutOf(24).table(head, rows)).toEqual([
    '  record',
    '    used for: one two',
    '      three four',
  ]);
});
