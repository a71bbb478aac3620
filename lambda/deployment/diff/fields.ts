import { listChange, pointer, same } from '../../policy/leaves.ts';
import { listed, periodDirection, sentences } from './change.ts';
import type { Change, Direction, Section, Widening } from './change.ts';

/** An entry of the policy, or one field of it. */
export interface Entry {
  /** What sentences call it. */
  readonly name: string;
  /** Where it is in the compiled policies (RFC 6901). */
  readonly at: readonly string[];
  /** What programs know it by: `{purpose: 'support'}`. */
  readonly facts: object;
}

/** Reports how a field of an entry has changed. */
export type Field<Value> = (entry: Entry, from: Value, to: Value) => readonly Change[];

/** One for each field that there is: without one for a new field this does not compile. */
export type Fields<Value> = { readonly [Name in keyof Value]-?: Field<Value[Name]> };

/** Wording, references and addresses, which are reported as they are. */
export const detail: Field<unknown> = () => [];
/** Reported by a rule that sees more than the field. */
export const elsewhere: Field<unknown> = () => [];

/** The changes of an entry that is in both policies. */
export function fieldChanges<Value extends object>(
  fields: Fields<Value>,
  entry: Entry,
  from: Value,
  to: Value,
): readonly Change[] {
  const changesOf = <Name extends keyof Value & string>(name: Name): readonly Change[] =>
    fields[name]({ ...entry, at: within(entry, name) }, from[name], to[name]);
  return (Object.keys(fields) as (keyof Value & string)[]).flatMap(changesOf);
}

/** Fields of an entry. */
export const within = ({ at }: Pick<Entry, 'at'>, ...fields: readonly string[]): string[] =>
  at.flatMap((place) => fields.map((field) => `${place}${pointer(field)}`));

/** What of a field is compared. */
export const by =
  <Value, Seen>(seen: (value: Value) => Seen, field: Field<Seen>): Field<Value> =>
  (entry, from, to) =>
    field(entry, seen(from), seen(to));

/** How changes are reported in one section, by the kind of value that a field has. */
export function reportsIn(section: Section) {
  const report = (
    kind: string,
    { at, facts }: Pick<Entry, 'at' | 'facts'>,
    words: string,
    widening?: Change['widening'],
  ): Change => ({ kind, section, facts, words, widening, at });

  /** A value, with the facts `from` and `to`. */
  const value =
    <Value>(
      kind: string,
      words: (name: string, from: Value, to: Value) => string,
      widening?: (from: Value, to: Value) => Widening | false,
    ): Field<Value> =>
    (entry, from, to) => {
      if (same(from, to)) return [];
      const facts = { ...entry.facts, from, to };
      const text = words(entry.name, from, to);
      return [report(kind, { ...entry, facts }, text, widening?.(from, to))];
    };

  /** A period or duration, with its direction. */
  const period =
    (
      kind: string,
      words: (name: string, from: string, to: string, direction: Direction) => string,
      longer?: Widening,
    ): Field<string> =>
    (entry, from, to) => {
      if (from === to) return [];
      const direction = periodDirection(from, to);
      const facts = { ...entry.facts, direction, from, to };
      const text = words(entry.name, from, to, direction);
      return [report(kind, { ...entry, facts }, text, direction === 'longer' && longer)];
    };

  /** A list whose order does not count, with what it gained and lost. */
  const list =
    (
      kind: string,
      words: {
        readonly added: (name: string, items: string) => string;
        readonly removed: (name: string, items: string) => string;
        readonly after?: string;
      },
      widening: { readonly added?: Widening; readonly removed?: Widening } = {},
    ): Field<readonly string[] | undefined> =>
    (entry, from = [], to = []) => {
      const { added, removed } = listChange(from, to);
      const [isMore, isLess] = [added.length > 0, removed.length > 0];
      if (!isMore && !isLess) return [];
      const text = sentences(
        isMore && words.added(entry.name, listed(added)),
        isLess && words.removed(entry.name, listed(removed)),
        words.after ?? false,
      );
      const lost = isLess ? widening.removed : undefined;
      const taken = lost ?? (isMore && widening.added);
      return [report(kind, { ...entry, facts: { ...entry.facts, added, removed } }, text, taken)];
    };

  return { report, value, period, list };
}
