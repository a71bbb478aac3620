/** A part of a text, and what replaces it. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A text after edits, with the way back to the offsets before them. */
export interface Edited {
  readonly text: string;
  /** Offset in the source of the unit at an offset of `text`. */
  readonly startInSource: (at: number) => number;
  /** Offset in the source after the unit that ends at an offset of `text`. */
  readonly endInSource: (at: number) => number;
}

const same = (at: number): number => at;

/** Edits are in order and do not overlap. A position inside a replacement leads to all that it replaced. */
export function edited(source: string, edits: readonly Edit[]): Edited {
  if (edits.length === 0) return { text: source, startInSource: same, endInSource: same };
  const parts: string[] = [];
  const starts = new Float64Array(edits.length);
  let from = 0;
  let length = 0;
  for (const [index, edit] of edits.entries()) {
    parts.push(source.slice(from, edit.start), edit.text);
    starts[index] = length + edit.start - from;
    length += edit.start - from + edit.text.length;
    from = edit.end;
  }
  parts.push(source.slice(from));

  /** The last edit that begins at or before the unit at this offset. */
  const editAt = (at: number): { readonly edit: Edit; readonly start: number } | undefined => {
    let [low, high] = [0, edits.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? 0) <= at) low = middle + 1;
      else high = middle;
    }
    const edit = edits[low - 1];
    return edit === undefined ? undefined : { edit, start: starts[low - 1] ?? 0 };
  };
  const unitAt = (at: number): readonly [number, number] => {
    const last = editAt(at);
    if (last === undefined) return [at, at + 1];
    const after = at - last.start - last.edit.text.length;
    return after < 0
      ? [last.edit.start, last.edit.end]
      : [last.edit.end + after, last.edit.end + after + 1];
  };
  return {
    text: parts.join(''),
    startInSource: (at) => unitAt(at)[0],
    endInSource: (at) => (at === 0 ? 0 : unitAt(at - 1)[1]),
  };
}
