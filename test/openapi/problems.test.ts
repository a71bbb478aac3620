import { glob, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { problemsOf } from '../../lambda/platform/http/contract.ts';
import { routesOf } from '../../lib/facts.ts';
import { functions } from '../../lib/functions.ts';

/** What serves requests is in several modules, and each can return what another one declares. */
const ofRequests = [
  'answer',
  'appeal',
  'behalf',
  'follow-up',
  'opening',
  'rectification',
  'request',
  'request-api',
  'request-view',
  'review',
  'staff',
];

/** Functions of one module share its code. */
const moduleOf = (path: string): string => {
  const [folder] = /^lambda\/(?:platform\/)?[a-z-]+/.exec(path)!;
  return ofRequests.some((name) => folder === `lambda/${name}`)
    ? `lambda/{${ofRequests.join(',')}}`
    : folder;
};
const answering = functions.filter(({ trigger }) => trigger.kind === 'routes');
const modules = [...Map.groupBy(answering, ({ entry }) => moduleOf(entry))].map(
  ([module, facts]) => ({
    module,
    routes: routesOf(facts),
  }),
);

test.each(modules)(
  'every problem that $module returns is declared by one of its routes',
  async (one) => {
    const named = new Set<string>();
    for await (const file of glob(`${one.module}/**/*.ts`)) {
      const text = await readFile(file, 'utf8');
      for (const [, slug = ''] of text.matchAll(/\bproblem\('([a-z-]+)'/g)) named.add(slug);
    }
    const declared = new Set<string>(one.routes.flatMap(problemsOf));

    expect([...named].filter((slug) => !declared.has(slug))).toEqual([]);
  },
);

test('the code of a module can return every problem that it declares', async () => {
  const missing: string[] = [];
  for (const { module, routes } of modules) {
    const texts: string[] = [];
    for await (const file of glob(`${module}/**/*.ts`)) {
      if (file.endsWith('routes.ts')) continue;
      const text = await readFile(file, 'utf8');
      texts.push(text, ...(await refusalsOf(file, text)));
    }
    const code = texts.join('\n');
    const declared = new Set(routes.flatMap(({ problems = [] }) => problems));
    for (const slug of declared) {
      const platform = slug === 'recent-authentication-required' ? 'recentAuthentication(' : slug;
      if (!code.includes(platform)) missing.push(`${module}: ${slug}`);
    }
  }

  expect(missing).toEqual([]);
});

/** A module may answer the refusals of another one, whose file of outcomes words them. */
const refusalsOf = (file: string, text: string): Promise<string[]> =>
  Promise.all(
    [...text.matchAll(/from '(\.[^']+\/outcome\.ts)'/g)].map(([, from = '']) =>
      readFile(join(dirname(file), from), 'utf8'),
    ),
  );

test('a module that returns problems has a function, or is of those that serve requests', async () => {
  const unplaced = new Set<string>();
  for await (const file of glob('lambda/!(platform)/**/*.ts')) {
    const module = moduleOf(file);
    if (modules.some((one) => one.module === module)) continue;
    if (/\bproblem\('/.test(await readFile(file, 'utf8'))) unplaced.add(module);
  }

  expect([...unplaced]).toEqual([]);
});
