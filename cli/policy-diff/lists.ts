/** `a, b and c`; `none` for nothing. */
export function listed(names: readonly string[]): string {
  const [last, ...others] = names.toReversed();
  if (last === undefined) return 'none';
  return others.length === 0 ? last : `${others.toReversed().join(', ')} and ${last}`;
}

/** A value on one line of a terminal. */
export function shorten(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = JSON.stringify(value);
  return text.length <= 100 ? text : `${text.slice(0, 97)}...`;
}

/** The sentences that there are, as one paragraph. */
export const sentences = (...parts: readonly (string | false)[]): string =>
  parts.filter((part) => part !== false).join(' ');
