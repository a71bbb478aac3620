import { App, Stack } from 'aws-cdk-lib';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadedOrThrow } from '../../lib/policy/loader.ts';
import { custosStacks, stages } from '../../lib/index.ts';
import { reportPlaceholders } from '../../lib/placeholders.ts';
import { copyOfPolicy } from '../policy/edited-policy.ts';
import { inTemporaryApp, policyDirectory } from '../stacks/templates.ts';

const { placeholders } = loadedOrThrow(policyDirectory);

/** The messages as the CDK CLI reads them: an error stops it. */
const reported = (stack: Stack, type: 'aws:cdk:error' | 'aws:cdk:warning'): string[] =>
  stack.node.metadata.filter((entry) => entry.type === type).map(({ data }) => String(data));

test('the example has placeholders for the controller, issuers and notices', () => {
  expect(placeholders.map(({ path }) => path)).toEqual(
    expect.arrayContaining(['controller.name', 'controller.contact', 'issuers[0].issuer']),
  );
  expect(placeholders.map(({ file }) => file)).toEqual(
    expect.arrayContaining([`${policyDirectory}/notices/assistant/en.md`]),
  );
});

test('a name that only resembles a placeholder is not one', () => {
  const directory = copyOfPolicy();
  for (const file of readdirSync(directory, { recursive: true, encoding: 'utf8' })) {
    if (!/\.(yaml|md)$/.test(file)) continue;
    const text = readFileSync(join(directory, file), 'utf8')
      .replaceAll('Example Assistant GmbH', 'Acme AI GmbH')
      .replaceAll('Musterstraße 1', 'Hauptstraße 2')
      .replaceAll('example.com', 'our-example.com.au');
    writeFileSync(join(directory, file), text);
  }

  expect(loadedOrThrow(directory).placeholders).toEqual([]);
});

describe('a stage whose policy has placeholders', () => {
  test('is not deployed if it is protected', () =>
    inTemporaryApp((app) => {
      const { data } = custosStacks(app, { stage: 'prod', policyDirectory });

      const [error] = reported(data, 'aws:cdk:error');

      expect(error).toContain(' issuers[0].issuer');
    }));

  test('has a warning if it is not protected', () => {
    const stack = new Stack(new App({ analyticsReporting: false }), 'Stack');

    reportPlaceholders(stack, { stage: stages.dev, placeholders });

    expect(reported(stack, 'aws:cdk:error')).toEqual([]);
    expect(reported(stack, 'aws:cdk:warning')).toHaveLength(1);
  });

  test('is checked by the issuers of its props, if it has any', () => {
    const stack = new Stack(new App({ analyticsReporting: false }), 'Stack');
    const issuers = ['https://login.acme.internal', 'https://staff.example.org'].map((issuer) => ({
      issuer,
    }));

    reportPlaceholders(stack, { stage: stages.prod, placeholders, issuers });

    const [error] = reported(stack, 'aws:cdk:error');
    expect(error).not.toContain('issuers[');
    expect(error).toContain('issuers.1.issuer of the props');
    expect(error).not.toContain('issuers.0');
  });
});
