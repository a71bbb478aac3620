import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import * as z from 'zod';
import { systems } from '../../lambda/policy/system-section.ts';
import { systemTaskErrors } from '../../lambda/request/model/task.ts';

const page = readFileSync('docs/systems.md', 'utf8');
const examples = [...page.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, text = '']) => text);

test('every system on the page is one that the policy takes', () => {
  const declared = examples.map((text) =>
    z.strictObject({ systems }).parse(parse(text) as unknown),
  );

  expect(declared.length).toBeGreaterThan(1);
  for (const each of declared) expect(Object.keys(each.systems)).toHaveLength(1);
});

test('the page explains every error that a task can show', () => {
  const [, table = ''] = page.split('## When a task waits for staff');

  expect([...table.matchAll(/^\| `([\w-]+)`/gm)].map(([, code]) => code).sort()).toEqual(
    systemTaskErrors.toSorted(),
  );
});
