import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { hierarchiesSchema } from '../../lambda/anonymity/hierarchy.ts';
import type { HierarchySettings } from '../../lambda/anonymity/hierarchy.ts';

/** A file of hierarchies that cannot be used, with what to change. */
export class HierarchiesError extends Error {
  override readonly name = 'HierarchiesError';
}

/** By column. A column may be called `constructor`, which every object has. */
export type Hierarchies = ReadonlyMap<string, HierarchySettings>;

/** @throws HierarchiesError */
export function readHierarchies(path: string, quasi: readonly string[]): Hierarchies {
  const parsed = hierarchiesSchema.safeParse(readYaml(path));
  if (!parsed.success) {
    const problems = parsed.error.issues.map(
      (issue) => `${issue.path.join('.') || 'the file'}: ${issue.message}`,
    );
    throw new HierarchiesError(`${path}: ${problems.join('; ')}`);
  }
  const others = Object.keys(parsed.data).filter((column) => !quasi.includes(column));
  if (others.length > 0) {
    throw new HierarchiesError(`${path}: name ${others.join(', ')} in --quasi, or remove it`);
  }
  return new Map(Object.entries(parsed.data));
}

function readYaml(path: string): unknown {
  try {
    return parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    throw new HierarchiesError(`${path}: write it in YAML, as \`custos anonymity --help\` shows`, {
      cause,
    });
  }
}

/** What a level of a hierarchy leaves of a value, in words. */
export function levelInWords(settings: HierarchySettings | undefined, level: number): string {
  if (level === 0) return 'as it is';
  const step = level - 1;
  if (settings === undefined) return '*';
  if ('ranges' in settings) return wordsAt(settings.ranges, step, (width) => `ranges of ${width}`);
  if ('prefixes' in settings) {
    return wordsAt(settings.prefixes, step, (length) => `first ${length} characters`);
  }
  if ('dates' in settings) return wordsAt(settings.dates, step, (part) => part);
  return wordsAt(settings.groups, step, () => `groups, level ${level}`);
}

function wordsAt<Step>(
  steps: readonly Step[],
  index: number,
  words: (step: Step) => string,
): string {
  const step = steps[index];
  return step === undefined ? '*' : words(step);
}
