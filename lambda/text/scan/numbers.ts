/** Digits in groups, as people write long numbers, also over the end of a line. */
export interface NumberRun {
  readonly groups: readonly Group[];
}

export interface Group {
  readonly start: number;
  readonly end: number;
  readonly digits: string;
}

/** Part of a run, from one group to another. */
export interface Grouped {
  readonly start: number;
  readonly end: number;
  readonly digits: string;
  /** How many digits each group has. */
  readonly sizes: readonly number[];
  /** The groups next to it in the run. */
  readonly before: Group | undefined;
  readonly after: Group | undefined;
}

const group = /\d+/g;
/** What may be between two groups: one or two separators, or the end of a line with its indent or quote mark. */
const between = /^(?:[ .\-/()\t]{1,2}|\) ?- ?| - |[ -]?\r?\n[>|# \t]{0,4}\(?)$/;
/** `030 / 901820`: between an area and its number, but also between two numbers. */
const afterArea = /^\)? ?[/.·•] $/;
/** A longer row of groups is a table of numbers. Windows over it stay small. */
const longestGap = 7;

export function numbersIn(text: string): NumberRun[] {
  const runs: NumberRun[] = [];
  let groups: Group[] = [];
  for (const { 0: digits, index } of text.matchAll(group)) {
    const last = groups.at(-1);
    const isNext =
      last !== undefined &&
      index - last.end <= longestGap &&
      (between.test(text.slice(last.end, index)) ||
        (afterArea.test(text.slice(last.end, index)) && isArea(text, groups)));
    if (!isNext && groups.length > 0) {
      runs.push({ groups });
      groups = [];
    }
    groups.push({ start: index, end: index + digits.length, digits });
  }
  if (groups.length > 0) runs.push({ groups });
  return runs;
}

/** With the code of a country eight digits at most, such as `0049 30`. */
function isArea(text: string, groups: readonly Group[]): boolean {
  const [first] = groups;
  const length = groups.reduce((sum, { digits }) => sum + digits.length, 0);
  return (
    first !== undefined &&
    length <= 8 &&
    (/^0\d/.test(first.digits) || text[first.start - 1] === '+')
  );
}

/**
 * Parts of a run with `least` to `most` digits, longest first from each group. There are at most
 * `most` from one group, so that the work is linear.
 */
export function* windows(
  { groups }: NumberRun,
  { least, most, groups: mostGroups = most }: WindowSize,
): Generator<Grouped> {
  for (let from = 0; from < groups.length; from += 1) {
    const first = groups[from];
    if (first === undefined) continue;
    if (groups.length === 1 && first.digits.length < least) return;
    const sizes: number[] = [];
    let digits = '';
    for (let to = from; to < groups.length && sizes.length < mostGroups; to += 1) {
      const next = groups[to]?.digits ?? '';
      if (digits.length + next.length > most) break;
      digits += next;
      sizes.push(next.length);
    }
    while (digits.length >= least && sizes.length > 0) {
      const end = groups[from + sizes.length - 1]?.end ?? first.end;
      const [before, after] = [groups[from - 1], groups[from + sizes.length]];
      yield { start: first.start, end, digits, sizes, before, after };
      digits = digits.slice(0, digits.length - (sizes.pop() ?? 0));
    }
  }
}

interface WindowSize {
  /** Digits. */
  readonly least: number;
  readonly most: number;
  /** At most this many; as many as there are digits when absent. */
  readonly groups?: number;
}

/** Whether a number is a word of its own: not within an identifier, a hash, a decimal or an amount. */
export function isAlone(text: string, start: number, end: number): boolean {
  const before = text.slice(Math.max(0, start - 2), start);
  const after = text.slice(end, end + 2);
  if (/[\p{L}\p{N}_$€£]$|[\p{L}\p{N}][-_]$|\d\.$/u.test(before)) return false;
  if (/^[\p{L}_%€£]|^[.-]\d|^-\p{L}/u.test(after)) return false;
  // A comma is that of an amount, or of a list: then the number is long.
  return end - start >= longestAmount || !(/\d,$/.test(before) || /^,\d/.test(after));
}

/** Digits and signs of an amount of money up to its decimals. */
const longestAmount = 10;

/** The Luhn check (ISO/IEC 7812-1 annex B). */
export function luhn(digits: string): boolean {
  let sum = 0;
  for (let index = 0; index < digits.length; index += 1) {
    const digit = Number(digits[digits.length - 1 - index]);
    const doubled = index % 2 === 0 ? digit : digit * 2;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}
