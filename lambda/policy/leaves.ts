import { canonicalJson } from '../value/canonical.ts';

export interface LeafDifference {
  /** RFC 6901. */
  readonly pointer: string;
  /** Undefined where the value is absent. */
  readonly from: unknown;
  readonly to: unknown;
}

export const pointer = (...steps: readonly string[]): string =>
  steps.map((step) => `/${step.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

/** Every value that differs. Lists are compared as a whole: their places carry no meaning. */
export function leafDifferences(from: unknown, to: unknown, at = ''): LeafDifference[] {
  if (!isMapping(from) || !isMapping(to)) {
    return same(from, to) ? [] : [{ pointer: at, from, to }];
  }
  const names = new Set([...Object.keys(from), ...Object.keys(to)]);
  return [...names].flatMap((name) =>
    leafDifferences(from[name], to[name], `${at}${pointer(name)}`),
  );
}

export const same = (one: unknown, other: unknown): boolean =>
  one === undefined || other === undefined
    ? one === other
    : canonicalJson(one) === canonicalJson(other);

const isMapping = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What one list names and the other does not, in the order of the lists. */
export function listChange(
  from: readonly string[],
  to: readonly string[],
): { readonly added: readonly string[]; readonly removed: readonly string[] } {
  return {
    added: to.filter((value) => !from.includes(value)),
    removed: from.filter((value) => !to.includes(value)),
  };
}

/** Entries of two records by id: only before, only after, in both. */
export function pairs<Value>(
  from: Readonly<Record<string, Value>>,
  to: Readonly<Record<string, Value>>,
): {
  readonly added: readonly [string, Value][];
  readonly removed: readonly [string, Value][];
  readonly common: readonly [id: string, from: Value, to: Value][];
} {
  return {
    added: Object.entries(to).filter(([id]) => !Object.hasOwn(from, id)),
    removed: Object.entries(from).filter(([id]) => !Object.hasOwn(to, id)),
    common: Object.entries(from).flatMap(([id, before]): [string, Value, Value][] => {
      const after = Object.hasOwn(to, id) ? to[id] : undefined;
      return after === undefined ? [] : [[id, before, after]];
    }),
  };
}
