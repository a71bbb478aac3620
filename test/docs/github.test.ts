import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import manifest from '../../package.json' with { type: 'json' };

interface Workflow {
  readonly jobs: {
    readonly test: {
      readonly strategy: { readonly matrix: { readonly node: readonly string[] } };
      readonly steps: readonly { readonly run?: string }[];
    };
  };
}
const read = (file: string): unknown => parse(readFileSync(file, 'utf8'));

test('CI runs every check on the versions of Node.js that README and the package name', () => {
  const { strategy, steps } = (read('.github/workflows/ci.yaml') as Workflow).jobs.test;
  const [, clone] = /Node\.js (\d+)\.\d+ or newer/.exec(readFileSync('README.md', 'utf8')) ?? [];
  const [, installed] = /^>=(\d+)$/.exec(manifest.engines.node) ?? [];

  expect(strategy.matrix.node.at(0)).toBe(clone);
  expect(strategy.matrix.node.at(-1)).toBe(installed);
  expect(steps.map(({ run }) => run)).toContain('.ci/run');
});

test.each(globSync('.github/ISSUE_TEMPLATE/!(config).yml'))('%s is a form', (file) => {
  const form = read(file) as { name?: unknown; description?: unknown; body?: { type: string }[] };

  expect([typeof form.name, typeof form.description]).toEqual(['string', 'string']);
  for (const { type } of form.body ?? []) {
    expect(['markdown', 'input', 'textarea', 'dropdown', 'checkboxes']).toContain(type);
  }
  expect(form.body?.length).toBeGreaterThan(1);
});
