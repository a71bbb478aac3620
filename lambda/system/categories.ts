import type { Policy } from '../policy/schema.ts';
import { targetOf } from '../request/model/task.ts';
import type { Task, TaskKey } from '../request/model/task.ts';

/**
 * What a system or a recipient is asked about: what it has of what the request is about, as far as no hold
 * keeps it there.
 */
export function categoriesFor(
  { policy }: { readonly policy: Pick<Policy, 'systems' | 'categories'> },
  key: TaskKey,
  { target, categories: about, onHold = [] }: Pick<Task, 'target' | 'categories' | 'onHold'>,
): string[] {
  const { systems, categories } = policy;
  const own =
    target === 'system' ? (systems[targetOf(key)]?.categories ?? []) : Object.keys(categories);
  return own.filter((id) => (about === undefined || about.includes(id)) && !onHold.includes(id));
}

/** Whether counts are about nothing else than what was asked for; a zero is about nothing. */
export const areAbout = (
  counts: Readonly<Record<string, number>>,
  categories: readonly string[],
): boolean => Object.entries(counts).every(([id, count]) => count === 0 || categories.includes(id));
