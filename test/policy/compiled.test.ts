import { build } from 'esbuild';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { PolicyNotBundledError, compilePolicy, readCompiled } from '../../lambda/policy/bundled.ts';
import { loadPolicyOrThrow } from '../../lib/policy/loader.ts';
import type { Policy } from '../../lambda/policy/schema.ts';
import { noticeVersionOf, policyVersion, sealed } from '../../lambda/policy/version.ts';

const policy = loadPolicyOrThrow('policy');

function folder(): string {
  const directory = mkdtempSync(join(tmpdir(), 'custos-compiled-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

describe('the compiled policy', () => {
  test('is the policy that was loaded', () => {
    const path = join(folder(), 'policy.json');
    writeFileSync(path, compilePolicy(policy));

    expect(readCompiled(path)).toEqual(policy);
  });

  test('inherits nothing', () => {
    const path = join(folder(), 'policy.json');
    writeFileSync(path, compilePolicy(policy));

    const { purposes } = readCompiled(path);

    expect(['constructor', 'toString'].map((id) => purposes[id])).toEqual([undefined, undefined]);
  });

  test.each([
    ['a changed period', compilePolicy(policy).replace('"P30D"', '"P99Y"')],
    ['a changed notice', compilePolicy(policy).replace('In short', 'In brief')],
    ['another version', compilePolicy(policy).replace(policy.version, 'sha256:00')],
    ['text that is not JSON', '{'],
    ['null', 'null'],
  ])('refuses %s', (_title, text) => {
    const path = join(folder(), 'policy.json');
    writeFileSync(path, text);

    expect(() => readCompiled(path)).toThrow(PolicyNotBundledError);
  });

  test('refuses to run without it', () => {
    expect(() => readCompiled(join(folder(), 'policy.json'))).toThrow(PolicyNotBundledError);
  });

  test('is read from beside the bundle, which carries no YAML and no schema', async () => {
    const directory = folder();
    const { metafile } = await build({
      stdin: {
        contents: `export { bundledPolicy } from './lambda/policy/bundled.ts';
          export { clockFor } from './lambda/policy/jurisdictions.ts';`,
        resolveDir: process.cwd(),
      },
      outfile: join(directory, 'index.mjs'),
      ...{ bundle: true, minify: true, format: 'esm', platform: 'node', metafile: true },
    });
    writeFileSync(join(directory, 'policy.json'), compilePolicy(policy));

    const bundle = (await import(pathToFileURL(join(directory, 'index.mjs')).href)) as {
      bundledPolicy: () => Policy;
    };

    const inputs = Object.keys(metafile.inputs).join('\n');
    expect(inputs).toContain('temporal-polyfill');
    expect(inputs).not.toMatch(/node_modules\/(yaml|zod)\//);
    expect(Object.values(metafile.outputs)[0]!.bytes).toBeLessThan(40_000);
    expect(bundle.bundledPolicy().version).toBe(policy.version);
    expect(bundle.bundledPolicy()).toBe(bundle.bundledPolicy());
  });
});

describe('hashes', () => {
  test('of notices are those of RFC 8785 and SHA-256', () => {
    expect(noticeVersionOf({ en: '# Notice\n', de: '# Hinweis\n' })).toBe('25f94e31163b44d9');
  });

  test('of policies are those of RFC 8785 and SHA-256, without the version itself', () => {
    const content = { published: {}, law: {}, a: 'ü' } as unknown as Omit<Policy, 'version'>;

    expect(policyVersion(content)).toBe(
      'sha256:5ff63cef8da29893c72cf8c633c84260035b17994389d1b310a0f5af402aaf0a',
    );
    expect(policyVersion({ ...content, version: 'sha256:any' } as Policy)).toBe(
      'sha256:5ff63cef8da29893c72cf8c633c84260035b17994389d1b310a0f5af402aaf0a',
    );
  });

  test('do not see whether a policy is sealed', () => {
    expect(policyVersion(sealed(policy))).toBe(policy.version);
  });
});
