import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { bundle } from '../../lib/constructs/bundle.ts';
import { functions } from '../../lib/functions.ts';

const facts = functions.find(({ name }) => name === 'hold-api');
if (facts === undefined) throw new Error('there are no functions');

test('a bundle has its modules and its policy, and is deleted when disposed of', () => {
  const bundles = bundle([facts], '{"version":"1"}');
  const { directory } = bundles.of(facts);

  const files = readdirSync(directory).filter((file) => !/^module-[A-Z0-9]{8}\.mjs$/.test(file));
  expect(files.sort()).toEqual(['index.mjs', 'policy.json']);
  expect(readFileSync(join(directory, 'policy.json'), 'utf8')).toBe('{"version":"1"}');

  bundles.dispose();
  expect(existsSync(directory)).toBe(false);
});

test.each([
  // Every call waits for a cold start of the authorizer.
  { name: 'authorizer', later: 'the client of the database', text: 'DynamoDB_20120810' },
  { name: 'record-api', later: 'the rules for texts', text: 'libphonenumber' },
])('$name loads $later when it needs it, in a module of its own', ({ name, text }) => {
  const facts = functions.filter((each) => each.name === name);
  const bundles = bundle(facts, '{}');
  onTestFinished(() => bundles.dispose());
  const { directory } = bundles.of(facts[0]!);
  const code = (file: string) => readFileSync(join(directory, file), 'utf8');
  const files = readdirSync(directory).filter((file) => file.endsWith('.mjs'));
  const atStart = new Set(['index.mjs']);
  for (const file of atStart) {
    for (const [, next] of code(file).matchAll(/^(?:import|\} from) ?"\.\/(.+)";$/gm)) {
      atStart.add(next!);
    }
  }

  const has = (file: string) => code(file).includes(text);
  expect([...atStart].some(has)).toBe(false);
  expect(files.some(has)).toBe(true);
  const bytes = (some: Iterable<string>) =>
    [...some].reduce((sum, file) => sum + code(file).length, 0);
  expect(bytes(atStart)).toBeLessThan(bytes(files) / 2);
});

test('functions of the embedded runtime share modules, and each has all its imports', () => {
  const bundles = bundle(functions.slice(0, 3), '{}', 'embedded-runtime');
  onTestFinished(() => bundles.dispose());
  const modulesOf = functions.slice(0, 3).map((each) => {
    const { directory } = bundles.of(each);
    const files = readdirSync(directory).filter((file) => file.endsWith('.mjs'));
    return files.map((file) => ({ file, code: readFileSync(join(directory, file), 'utf8') }));
  });

  for (const modules of modulesOf) {
    const files = modules.map(({ file }) => file);
    const imported = modules.flatMap(({ code }) =>
      [...code.matchAll(/^(?:import|\} from) ?"\.\/(.+)";$/gm)].map(([, name]) => name),
    );
    expect(files).toContain('index.mjs');
    expect(imported.length).toBeGreaterThan(2);
    expect(files).toEqual(expect.arrayContaining(imported));
  }
  const chunks = modulesOf.flat().filter(({ file }) => file !== 'index.mjs');
  expect(new Set(chunks.map(({ file }) => file)).size).toBeLessThan(chunks.length);
});

test('the same source gives the same hash, another policy gives another', () => {
  const hashes = ['{"version":"1"}', '{"version":"1"}', '{"version":"2"}'].map((policy) => {
    const bundles = bundle([facts], policy);
    try {
      return bundles.of(facts).hash;
    } finally {
      bundles.dispose();
    }
  });

  expect(hashes[0]).toBe(hashes[1]);
  expect(hashes[0]).not.toBe(hashes[2]);
});

test('a bundle that would include the stacks or the embedded runtime is rejected', () => {
  const outsider = { ...facts, entry: 'lambda/../lib/stages.ts' } as const;

  expect(() => bundle([outsider], '{}')).toThrow(
    'functions import lib/stages.ts, which is not part of a function',
  );
});

test('a bundle has no path of the machine that built it', () => {
  const bundles = bundle([facts], '{}');
  try {
    const code = readFileSync(join(bundles.of(facts).directory, 'index.mjs'), 'utf8');
    expect(code).not.toContain(process.cwd());
  } finally {
    bundles.dispose();
  }
});

test('only the status API has the published contract', () => {
  const some = functions.filter(({ name }) => ['authorizer', 'status-api'].includes(name));
  const bundles = bundle(some, '{}');
  try {
    const carriers = some.filter((each) =>
      existsSync(join(bundles.of(each).directory, 'openapi.json')),
    );
    const [carrier] = carriers;

    expect(some).toHaveLength(2);
    expect(carriers.map(({ name }) => name)).toEqual(['status-api']);
    expect(readFileSync(join(bundles.of(carrier!).directory, 'openapi.json'), 'utf8')).toBe(
      readFileSync('lib/openapi/openapi.json', 'utf8'),
    );
  } finally {
    bundles.dispose();
  }
});
