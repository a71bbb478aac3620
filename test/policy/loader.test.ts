import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadPolicy, loadPolicyOrThrow } from '../../lib/policy/loader.ts';
import { isPlaceholder } from '../../lib/policy/placeholders.ts';
import { PolicyInvalidError, showProblem } from '../../lib/policy/problem.ts';
import { copyOfPolicy, edit, lineOf, loadedFrom } from './edited-policy.ts';

describe('loading', () => {
  test('a policy that cannot change and inherits nothing', () => {
    const { policy } = loadedFrom('policy');

    for (const records of [policy.purposes, policy.categories, policy.notices, policy.published]) {
      for (const id of ['constructor', '__proto__', 'toString', 'hasOwnProperty']) {
        expect(records[id]).toBeUndefined();
      }
    }
    expect(() => {
      policy.purposes['improvement']!.retention = 'P9Y';
    }).toThrow(TypeError);
  });

  test('a jurisdiction that nobody lives in is not compiled in', () => {
    const directory = copyOfPolicy();
    edit(directory, '    US-CA: ccpa\n', '');

    const law = Object.keys(loadedFrom(directory).policy.law);
    expect(law).toEqual(['gdpr', 'uk-gdpr', 'ch-fadp']);
  });

  test('throws every problem with its file and line', () => {
    const directory = copyOfPolicy();
    edit(directory, 'basis: contract', 'basis: contrat');
    edit(directory, 'retention: P5Y', 'retention: five years');

    const load = () => loadPolicyOrThrow(directory);

    expect(load).toThrow(PolicyInvalidError);
    expect(load).toThrow(`policy.yaml:${lineOf(directory, 'basis: contrat')}:`);
    expect(load).toThrow(`policy.yaml:${lineOf(directory, 'five years')}:`);
    expect(load).toThrow('2 problems');
  });

  test('a folder without a policy is invalid, not a fault', () => {
    expect(loadPolicy('test/policy')).toMatchObject({
      kind: 'invalid',
      errors: [
        {
          file: 'test/policy/policy.yaml',
          message: 'There is no policy in this folder.',
          remedy: expect.stringContaining('npx custos policy init test/policy'),
        },
      ],
    });
  });

  test.each([
    ['nothing', ''],
    ['a list', '- schema: custos/policy/v1\n'],
    ['brackets without end', '['.repeat(20_000)],
    ['aliases that multiply', 'a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n'],
    ['more than a mebibyte', `a: ${'x'.repeat(1_048_576)}\n`],
    ['a NUL', 'schema: \0\n'],
  ])('%s is invalid, not a fault', (_title, text) => {
    const directory = copyOfPolicy();
    writeFileSync(join(directory, 'policy.yaml'), text);

    const load = loadPolicy(directory);

    expect(load.kind).toBe('invalid');
  });

  test('a mapping of twenty thousand keys is refused in seconds', () => {
    const directory = copyOfPolicy();
    const keys = Array.from({ length: 20_000 }, (_, index) => `k${index}: 1`);
    writeFileSync(join(directory, 'policy.yaml'), [...keys, 'k0: 2'].join('\n'));

    expect(loadPolicy(directory)).toMatchObject({
      kind: 'invalid',
      errors: [{ line: 20_001, message: 'The same key stands twice.' }],
    });
  });

  test('a notice with one long line is read in seconds, whatever it says', () => {
    const directory = copyOfPolicy();
    const line = `${'a.'.repeat(100_000)} ${'a'.repeat(100_000)}`;
    writeFileSync(join(directory, 'notices/assistant/de.md'), `${line}\n\nwww.example.com.\n`);

    const { placeholders } = loadedFrom(directory);

    expect(placeholders).toContainEqual(
      expect.objectContaining({
        file: `${directory}/notices/assistant/de.md`,
        line: 3,
        message: '`www.example.com` is a placeholder of the example.',
      }),
    );
  });

  test.each([
    ['an address of an example', 'Write to privacy@mail.example.org.', true],
    ['a URL of an example', '(https://www.example.com/privacy)', true],
    ['a domain that is kept for tests', 'Login.TEST', true],
    ['a name that ends like an example', 'https://bestexample.com', false],
    ['a domain under which somebody lives', 'example.com.de', false],
    ['a word', 'for example', false],
  ])('%s: %s stands for nobody is %s', (_title, text, expected) => {
    expect(isPlaceholder(text)).toBe(expected);
  });

  test('what a file says cannot steer the terminal in which it is told', () => {
    const directory = copyOfPolicy();
    edit(directory, 'language: en', 'language: en\n"a\\e[2J\\nb": 1');

    const load = loadPolicy(directory);

    const [problem] = load.kind === 'invalid' ? load.errors : [];
    expect(showProblem(problem!).split('\n')).toHaveLength(3);
    expect(showProblem(problem!).replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
  });

  test('bytes that are not UTF-8 are told of the file in which they stand', () => {
    const directory = copyOfPolicy();
    writeFileSync(join(directory, 'notices/assistant/de.md'), Buffer.from([0x44, 0xfc, 0x0a]));

    expect(loadPolicy(directory)).toMatchObject({
      kind: 'invalid',
      errors: [{ file: `${directory}/notices/assistant/de.md`, remedy: 'Save it as UTF-8.' }],
    });
  });
});

describe('legal facts', () => {
  const std = 'clocks:\n    std: {respond: {amount: 1, unit: calendar-months}';

  test.each([
    ['a clock of zero months', std, std.replace('1', '0'), 'jurisdictions[0].clocks.std.respond'],
    [
      'a right with a clock that is not there',
      'access: {clock: std, ref: "art. 15"',
      'access: {clock: standard, ref: "art. 15"',
      'jurisdictions[0].rights.access.clock',
    ],
    [
      'a profile that nobody can compute',
      'arithmetic: eu-1182-71',
      'arithmetic: moon',
      'jurisdictions[0].arithmetic',
    ],
    ['a jurisdiction that is there twice', '- id: uk-gdpr\n', '- id: gdpr\n', 'jurisdictions'],
  ])('%s is refused with its line', (_title, from, to, path) => {
    const directory = copyOfPolicy();
    edit(directory, from, to, 'jurisdictions.yaml');

    const load = loadPolicy(directory);

    expect(load).toMatchObject({ kind: 'invalid' });
    const problems = load.kind === 'invalid' ? load.errors : [];
    const at = problems.find((problem) => problem.path.startsWith(path));
    expect(at?.file).toBe(`${directory}/jurisdictions.yaml`);
    expect(at?.line).toBeGreaterThan(100);
  });

  test('a jurisdiction that the file does not have is refused wherever the policy names it', () => {
    const directory = copyOfPolicy();
    edit(directory, '- id: gdpr\n', '- id: gdpr-2\n', 'jurisdictions.yaml');

    const load = loadPolicy(directory);

    const problems = load.kind === 'invalid' ? load.errors : [];
    for (const path of [
      'jurisdictions.default',
      'jurisdictions.residences.DE',
      'jurisdictions.remedies.gdpr',
      'jurisdictions.reviews.gdpr',
      'purposes.inference.legalBasis.gdpr',
      'translations.de.remedies.gdpr',
    ]) {
      expect(problems.find((problem) => problem.path === path)).toMatchObject({
        file: `${directory}/policy.yaml`,
        message: '`gdpr` is not a jurisdiction of jurisdictions.yaml.',
      });
    }
  });
});
