import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { loadPolicy } from '../../lib/policy/loader.ts';
import { PolicyInvalidError } from '../../lib/policy/problem.ts';

/** A copy of the shipped policy in a folder of its own, which goes when the test ends. */
export function copyOfPolicy(): string {
  const directory = mkdtempSync(join(tmpdir(), 'custos-policy-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  cpSync('policy', directory, { recursive: true });
  return directory;
}

/** Replaces the first occurrence of `from`, which has to be there, in a file of the copy. */
export function edit(directory: string, from: string, to: string, file = 'policy.yaml'): void {
  const path = join(directory, file);
  const text = readFileSync(path, 'utf8');
  if (!text.includes(from)) throw new Error(`the example does not contain: ${from}`);
  writeFileSync(
    path,
    text.replace(from, () => to),
  );
}

/** Number, from 1, of the first line that contains `text`. */
export function lineOf(directory: string, text: string, file = 'policy.yaml'): number {
  const lines = readFileSync(join(directory, file), 'utf8').split('\n');
  const index = lines.findIndex((line) => line.includes(text));
  if (index < 0) throw new Error(`no line contains: ${text}`);
  return index + 1;
}

/** The policy and its warnings as of a day, which has to be sound. */
export function loadedFrom(directory: string, today = '2026-11-24') {
  const load = loadPolicy(directory, { today });
  if (load.kind === 'invalid') throw new PolicyInvalidError(load.errors);
  return load;
}
