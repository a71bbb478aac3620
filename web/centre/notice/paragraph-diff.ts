/** A paragraph, an item of a list or a row of a table. */
export interface Part {
  readonly kind: 'same' | 'added' | 'removed';
  readonly text: string;
}

/** What became of a text, paragraph by paragraph: the longest common subsequence stays. */
export function changesBetween(before: string, after: string): readonly Part[] {
  const [old, now] = [paragraphsOf(before), paragraphsOf(after)];
  const common = lengthsOf(old, now);
  const parts: Part[] = [];
  let [one, other] = [0, 0];
  while (one < old.length || other < now.length) {
    const [was = '', is = ''] = [old[one], now[other]];
    if (one < old.length && other < now.length && same(was, is)) {
      parts.push({ kind: 'same', text: is });
      [one, other] = [one + 1, other + 1];
    } else if (
      other >= now.length ||
      (one < old.length && at(one + 1, other) >= at(one, other + 1))
    ) {
      parts.push({ kind: 'removed', text: was });
      one += 1;
    } else {
      parts.push({ kind: 'added', text: is });
      other += 1;
    }
  }
  return parts;

  function at(row: number, column: number): number {
    return common[row]?.[column] ?? 0;
  }
}

/** How many paragraphs what follows has in common, by where it begins in either text. */
function lengthsOf(old: readonly string[], now: readonly string[]): number[][] {
  const lengths = Array.from({ length: old.length + 1 }, () =>
    Array.from({ length: now.length + 1 }, () => 0),
  );
  for (let row = old.length - 1; row >= 0; row -= 1) {
    for (let column = now.length - 1; column >= 0; column -= 1) {
      const [next, current] = [lengths[row + 1] ?? [], lengths[row] ?? []];
      current[column] = same(old[row] ?? '', now[column] ?? '')
        ? (next[column + 1] ?? 0) + 1
        : Math.max(next[column] ?? 0, current[column + 1] ?? 0);
    }
  }
  return lengths;
}

const ruleOfTable = /^\|[\s|:-]+\|$/;

const paragraphsOf = (text: string): readonly string[] =>
  text
    .split(/\n\s*\n|\n(?=[-*|] ?)/)
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => paragraph !== '' && !ruleOfTable.test(paragraph));

/** Where lines break says nothing. */
const same = (one: string, other: string): boolean => flat(one) === flat(other);
const flat = (text: string): string => text.replaceAll(/\s+/g, ' ');
