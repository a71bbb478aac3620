import { App, Stack } from 'aws-cdk-lib';
import { expect, test } from 'vitest';
import { loadedOrThrow } from '../../lib/policy/loader.ts';
import { reportWarnings } from '../../lib/policy-warnings.ts';
import { copyOfPolicy, edit } from '../policy/edited-policy.ts';

test('a deployment with an outdated review of a law has a warning, and continues', () => {
  const directory = copyOfPolicy();
  edit(directory, '      # reviewedBy: ', '      reviewedBy: ');
  edit(directory, '      # reviewedOn: 2026-11-01', '      reviewedOn: 2024-11-01');
  const stack = new Stack(new App({ analyticsReporting: false }), 'Stack');

  reportWarnings(stack, loadedOrThrow(directory, { today: '2026-11-24' }).warnings);

  const warnings = stack.node.metadata
    .filter(({ type }) => type === 'aws:cdk:warning')
    .map(({ data }) => String(data));
  expect(warnings).toHaveLength(2);
  // The only US state in the example is California.
  expect(warnings).toContainEqual(expect.stringContaining('jurisdictions.residences'));
  expect(warnings).toContainEqual(
    expect.stringMatching(/jurisdictions\.reviews\.gdpr\.reviewedOn[^]*older than P1Y/),
  );
  expect(stack.node.metadata.some(({ type }) => type === 'aws:cdk:error')).toBe(false);
});
