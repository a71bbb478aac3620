import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import process from 'node:process';
import { readCompiled } from '../lambda/policy/bundled.ts';
import { loadPolicy } from '../lib/policy/loader.ts';
import type { PolicyLoad } from '../lib/policy/loader.ts';
import { showProblems } from '../lib/policy/problem.ts';
import type { Policy } from '../lambda/policy/schema.ts';

export type Found = PolicyLoad | { readonly kind: 'not-found'; readonly message: string };

/** Undefined, with exit code 1 and the reasons on stderr, when it cannot be read. */
export function policyOrReport(found: Found): Policy | undefined {
  if (found.kind === 'loaded') return found.policy;
  const lines = found.kind === 'not-found' ? [found.message] : showProblems(found.errors);
  process.stderr.write(`${lines.join('\n')}\n`);
  process.exitCode = 1;
  return undefined;
}

/** The notices and the law are next to `policy.yaml`, under their own names. */
export const folderOf = (path: string): string =>
  basename(path) === 'policy.yaml' ? dirname(path) : path;

/** A policy folder, its `policy.yaml`, or the `policy.json` that synth puts beside a bundle. */
export function policyAt(path: string): Found {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) {
    return { kind: 'not-found', message: `${path} does not exist: name a policy folder or file.` };
  }
  if (stats.isDirectory() || basename(path) === 'policy.yaml') return loadPolicy(folderOf(path));
  if (!path.endsWith('.json')) {
    const message = `${path} is neither policy.yaml nor a compiled policy.json.`;
    return { kind: 'not-found', message };
  }
  try {
    return { kind: 'loaded', policy: readCompiled(path), warnings: [], placeholders: [] };
  } catch {
    return {
      kind: 'not-found',
      message: `${path} is not a policy that this program compiled, or was changed since.`,
    };
  }
}

/** The policy as a folder held it at a git ref: a branch, a tag or a commit. */
export function policyAtRef(directory: string, ref: string): Found {
  const folder = folderOf(directory);
  const copy = mkdtempSync(join(tmpdir(), 'custos-policy-'));
  try {
    const files = filesAt(folder, ref);
    if (files.length === 0) {
      return { kind: 'not-found', message: `${directory} holds no policy at ${ref}.` };
    }
    for (const { path, oid } of files) {
      mkdirSync(dirname(join(copy, path)), { recursive: true });
      writeFileSync(join(copy, path), git(folder, ['cat-file', 'blob', oid]));
    }
    return named(loadPolicy(copy), copy, `${ref}:`);
  } catch (error) {
    if (error instanceof NoSuchRefError) return { kind: 'not-found', message: error.message };
    throw error;
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

/** Plain files only: a link could lead out of the policy. */
function filesAt(directory: string, ref: string): { path: string; oid: string }[] {
  if (ref.startsWith('-')) throw new NoSuchRefError(ref);
  const listing = git(directory, ['ls-tree', '-r', '-z', ref]).toString('utf8');
  return listing.split('\0').flatMap((line) => {
    const [, oid, path] = /^100\d{3} blob ([0-9a-f]+)\t(.+)$/s.exec(line) ?? [];
    if (oid === undefined || path === undefined) return [];
    return path.split('/').includes('..') ? [] : [{ path, oid }];
  });
}

function git(directory: string, words: readonly string[]): Buffer {
  try {
    return execFileSync('git', ['-C', directory, ...words], {
      stdio: ['ignore', 'pipe', 'ignore'],
      // More than a file of a policy may have, so that the loader can report which one is too large.
      maxBuffer: 16 * 1_048_576,
    });
  } catch (cause) {
    throw new NoSuchRefError(words.at(-1) ?? '', { cause });
  }
}

/** Problems name the file at the ref instead of the copy of it. */
function named(load: PolicyLoad, copy: string, prefix: string): PolicyLoad {
  if (load.kind === 'loaded') return load;
  const root = `${copy.replaceAll('\\', '/')}/`;
  return {
    kind: 'invalid',
    errors: load.errors.map((problem) => ({
      ...problem,
      file: `${prefix}${problem.file.replace(root, '')}`,
    })),
  };
}

/** Git knows no such ref, or the folder is in no repository. */
class NoSuchRefError extends Error {
  override readonly name = 'NoSuchRefError';

  constructor(ref: string, options?: ErrorOptions) {
    super(`git cannot read ${ref} here: name a branch, tag or commit of this repository.`, options);
  }
}
