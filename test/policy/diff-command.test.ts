import { execFileSync, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { compilePolicy } from '../../lambda/policy/bundled.ts';
import { diffPolicies } from '../../lambda/deployment/diff/diff.ts';
import { loadPolicyOrThrow } from '../../lib/policy/loader.ts';
import type { Policy } from '../../lambda/policy/schema.ts';
import { showDiff, withWords } from '../../cli/policy-diff-shown.ts';
import { policyAt, policyAtRef } from '../../cli/policy-places.ts';
import { copyOfPolicy, edit, loadedFrom } from './edited-policy.ts';

const example = loadPolicyOrThrow('policy');

const diffWith = (...edits: readonly (readonly [from: string, to: string, file?: string])[]) => {
  const directory = copyOfPolicy();
  for (const [from, to, file] of edits) edit(directory, from, to, file);
  return diffPolicies(example, loadedFrom(directory).policy);
};

const custos = (...words: string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['bin/custos.mjs', ...words], {
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
};

describe('the words of a diff', () => {
  test('say that the policies are the same', () => {
    expect(showDiff(diffWith())).toContain('The policies say the same.');
  });

  test('say what becomes allowed, on which basis and of whom', () => {
    const text = showDiff(
      diffWith([
        '      - usage-log\n      - safety-score',
        '      - usage-log\n      - account-profile\n      - safety-score',
      ]),
    ).replaceAll(/\s+/g, ' ');

    expect(text).toContain(
      '! Becomes allowed under gdpr: safety may use account-profile (legal-obligation),',
    );
    expect(text).toContain('without asking. [wider use of data]');
    expect(text).toContain('4 changes; 4 with ! to look at twice.');
  });

  test('say that a change away from consent applies only to data collected after a new notice', () => {
    const text = showDiff(
      diffWith(
        ['basis: consent', 'basis: legitimate-interests'],
        ['    consentValidity: P2Y\n', ''],
      ),
    ).replaceAll(/\s+/g, ' ');

    expect(text).toContain('applies only to data collected after people were shown a new notice');
    expect(text).toContain('No notice that covers the purpose changes with it');
  });

  test('say which stored data a period touches', () => {
    const text = showDiff(diffWith(['retention: P30D', 'retention: P20D'])).replaceAll(/\s+/g, ' ');

    expect(text).toContain('kept shorter: P20D instead of P30D');
    expect(text).toContain('those stored already included; `custos retention plan` counts them.');
    expect(text).toContain('none takes anything from the people concerned');
  });

  // The deployment starts a sweep, which deletes what nothing keeps any more (GDPR Art. 17(1)).
  test('say of what is stored that it is deleted with the last purpose that kept it', () => {
    const { support, ...purposes } = example.purposes;
    const { feedback, ...categories } = example.categories;
    const { gdpr, ...legalBasis } = support!.legalBasis;
    const wordsOf = (to: Partial<Policy>) =>
      showDiff(diffPolicies(example, { ...example, version: 'sha256:another', ...to })).replaceAll(
        /\s+/g,
        ' ',
      );

    expect([gdpr, feedback]).not.toContain(undefined);
    expect(wordsOf({ purposes })).toMatch(/Records of [^.]+ that served it alone are deleted\./);
    expect(wordsOf({ categories })).toContain('Stored records of it are deleted.');
    expect(wordsOf({ purposes: { ...purposes, support: { ...support!, legalBasis } } })).toContain(
      'Stored records that no other purpose keeps are deleted.',
    );
    expect(
      wordsOf({
        purposes: {
          ...purposes,
          support: { ...support!, legalBasis: { ...legalBasis, gdpr: { basis: 'consent' } } },
        },
      }),
    ).toContain(
      'use stops until they do, and stored records that no other purpose keeps are deleted',
    );
  });

  test('name the consents that have to be renewed', () => {
    const text = showDiff(diffWith(['In short', 'Summary', 'notices/assistant/en.md']));

    expect(text.replaceAll(/\s+/g, ' ')).toContain(
      `Consents to improvement, training, profiling and fairness-attributes that were given on notice assistant, version ${example.published['assistant']!.version}, become needs-renewal`,
    );
  });

  test('stand beside each change in the form for programs', () => {
    const diff = withWords(diffWith(['retention: P30D', 'retention: P60D']));

    expect(diff).toMatchObject({
      from: example.version,
      widens: true,
      changes: [{ kind: 'retention-changed', words: expect.stringContaining('P60D') }],
    });
  });
});

describe('what is compared', () => {
  test('is a folder, its policy.yaml or a compiled policy', () => {
    const compiled = join(copyOfPolicy(), 'policy.json');
    writeFileSync(compiled, compilePolicy(example));

    for (const path of ['policy', 'policy/policy.yaml', compiled]) {
      expect(policyAt(path)).toMatchObject({
        kind: 'loaded',
        policy: { version: example.version },
      });
    }
  });

  test('is refused with a reason when it is no policy', () => {
    const changed = join(copyOfPolicy(), 'policy.json');
    writeFileSync(changed, compilePolicy(example).replace('"P30D"', '"P99Y"'));

    for (const path of ['nowhere', 'package.json', 'policy/jurisdictions.yaml', changed]) {
      expect(policyAt(path)).toMatchObject({ kind: 'not-found' });
    }
  });

  test('is the policy as it stood at a git ref', () => {
    const directory = repository();
    edit(directory, 'retention: P30D', 'retention: P60D');

    expect(policyAtRef(directory, 'HEAD')).toMatchObject({
      kind: 'loaded',
      policy: { version: example.version },
    });
  });

  test.each(['no-such-ref', '--output=x'])('is not found at %s', (ref) => {
    expect(policyAtRef(repository(), ref)).toMatchObject({ kind: 'not-found' });
  });

  test('names the file at the ref when the policy there is broken', () => {
    const directory = repository(['basis: contract', 'basis: contrat']);

    const found = policyAtRef(directory, 'HEAD');

    expect(found).toMatchObject({ kind: 'invalid', errors: [{ file: 'HEAD:policy.yaml' }] });
  });
});

describe('custos policy diff', () => {
  test('compares the working folder with a git ref, and fails on widening when asked to', () => {
    const directory = repository();
    edit(directory, 'retention: P30D', 'retention: P60D');

    const { status, stdout, stderr } = custos(
      ...['policy', 'diff', '--git', 'HEAD', directory, '--fail-on-widening'],
    );

    expect({ status, stderr }).toEqual({ status: 2, stderr: '' });
    expect(stdout).toContain('kept longer: P60D instead of P30D');
  });

  test('fails on a policy that cannot be read', () => {
    expect(custos('policy', 'diff', 'nowhere', 'policy')).toMatchObject({ status: 1, stdout: '' });
  });
});

/** A copy of the policy in a git repository, committed after an edit. */
function repository(...edits: readonly (readonly [from: string, to: string])[]): string {
  const directory = copyOfPolicy();
  for (const [from, to] of edits) edit(directory, from, to);
  const git = (...words: string[]) =>
    execFileSync('git', ['-C', directory, ...words], { stdio: 'ignore' });
  git('init', '--quiet');
  git('add', '.');
  git(
    ...['-c', 'user.name=Test', '-c', 'user.email=test@example.org'],
    ...['commit', '--quiet', '--no-gpg-sign', '-m', 'policy'],
  );
  return directory;
}
