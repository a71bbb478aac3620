import type { Schemas } from '../../app/api.tsx';
import type { DraftCorrection } from './draft.ts';
import { leavesOf, typedLike, withValues } from './leaves.ts';
import type { Leaf } from './leaves.ts';

/** The form of one correction, as far as it is filled in. */
export interface Correcting {
  readonly category: string;
  readonly way: 'entry' | 'every';
  readonly entry: Schemas['OwnRecord'] | undefined;
  readonly remove: boolean;
  /** What was typed, by pointer. */
  readonly typed: ReadonlyMap<string, string>;
  /** Of the detail that is wrong in every entry. */
  readonly pointer: string;
  readonly reason: string;
}

/** What a detail is called: the names on the way to it. */
export const detailName = ({ path }: Leaf, content: string): string =>
  path.length === 0 ? content : path.join(' › ');

/**
 * What the form asks for: `nothing` while it is empty, `unfinished` where something is missing.
 *
 * @param content the name of a detail that is all of an entry
 */
export function correctionOf(
  form: Correcting,
  entries: readonly Schemas['OwnRecord'][],
  content: string,
): DraftCorrection | 'nothing' | 'unfinished' {
  if (form.category === '') return 'nothing';
  return form.way === 'entry' ? inOne(form, content) : inEvery(form, entries, content);
}

function inOne(
  { category, entry, remove, typed, reason }: Correcting,
  contentName: string,
): DraftCorrection | 'unfinished' {
  if (entry === undefined) return 'unfinished';
  const said = { kind: 'entry', category, recordId: entry.recordId, reason } as const;
  if (remove) return { ...said, changes: [] };
  const changed = leavesOf(entry.content).flatMap((leaf) => {
    const text = typed.get(leaf.pointer);
    return text === undefined || text === String(leaf.value ?? '') ? [] : [{ leaf, text }];
  });
  if (changed.length === 0) return 'unfinished';
  const values = changed.map(
    ({ leaf, text }) => [leaf.pointer, typedLike(leaf.value, text)] as const,
  );
  return {
    ...said,
    content: withValues(entry.content, new Map(values)),
    changes: changed.map(({ leaf, text }) => ({
      detail: detailName(leaf, contentName),
      value: text,
    })),
  };
}

function inEvery(
  { category, pointer, typed, reason }: Correcting,
  entries: readonly Schemas['OwnRecord'][],
  contentName: string,
): DraftCorrection | 'unfinished' {
  const leaf = leavesOf(entries[0]?.content).find((one) => one.pointer === pointer);
  const text = typed.get(pointer);
  if (leaf === undefined || text === undefined || text === '') return 'unfinished';
  const value = typedLike(leaf.value, text);
  const change = { detail: detailName(leaf, contentName), value: text };
  return { kind: 'every', category, pointer, value, change, reason };
}
