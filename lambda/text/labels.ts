import words from './labels.json' with { type: 'json' };

/** What a word nearby says about a number or a text: that it is one of these. */
export type LabelKind = keyof typeof words;

export interface Label {
  readonly kind: LabelKind;
  readonly start: number;
  readonly end: number;
}

/** Words as `customerName`, `CUSTOMER_NAME` and `customer name` have them. */
const word = /\p{Lu}+(?![\p{Ll}\p{M}])|\p{Lu}?[\p{Ll}\p{M}]+|[\p{Lo}\p{Lt}\p{Lm}]+/gu;
/** Between the words of one label. */
const joint = /^[ _\-.'/]{0,2}$/;
/** Labels have at most this many words. */
const longest = 5;

/** No label has a longer word; to decompose one of a million marks would be quadratic. */
const longestWord = 40;

const fold = (text: string): string => {
  const lower = text.slice(0, longestWord).toLowerCase();
  return /^[a-z]*$/.test(lower)
    ? lower
    : lower
        .replaceAll('ß', 'ss')
        .replaceAll('ł', 'l')
        .replaceAll('ø', 'o')
        .normalize('NFD')
        .replaceAll(/\p{M}/gu, '');
};

interface Phrase {
  readonly kind: LabelKind;
  readonly rest: readonly string[];
}

/** Phrases by their first word, longest first. */
const phrases: ReadonlyMap<string, readonly Phrase[]> = phrasesOf();

function phrasesOf(): Map<string, Phrase[]> {
  const found = new Map<string, Phrase[]>();
  for (const kind of Object.keys(words) as LabelKind[]) {
    for (const text of new Set(Object.values(words[kind]).flat())) {
      const [first = '', ...rest] = text.split(/[ '_-]/).map(fold);
      found.set(first, [...(found.get(first) ?? []), { kind, rest }]);
    }
  }
  for (const list of found.values()) list.sort((one, other) => other.rest.length - one.rest.length);
  return found;
}

/** Kinds that a value follows. Those of references have words that are also surnames. */
const valueKinds: readonly LabelKind[] = [
  'phone',
  'payment-card',
  'iban',
  'national-id',
  'date-of-birth',
  'postal-address',
  'password',
  'key',
  'username',
  'device',
  'name',
];
const valueLabels = new Set(
  valueKinds.flatMap((kind) => Object.values(words[kind]).flat().map(asOneWord)),
);

function asOneWord(text: string): string {
  return fold(text).replaceAll(/[^\p{L}]/gu, '');
}

/** Whether a text is nothing but the word before a value, which is no name although it has a capital. */
export const isLabel = (text: string): boolean => valueLabels.has(asOneWord(text));

/** All labels of a text, to ask for those next to an offset. */
export class Labels {
  readonly #byKind = new Map<LabelKind, Label[]>();

  constructor(text: string) {
    const tokens: { readonly text: string; readonly start: number; readonly end: number }[] = [];
    for (const { 0: found, index } of text.matchAll(word)) {
      tokens.push({ text: fold(found), start: index, end: index + found.length });
      if (tokens.length <= longest) continue;
      this.#match(text, tokens);
      tokens.shift();
    }
    for (; tokens.length > 0; tokens.shift()) this.#match(text, tokens);
  }

  /** Each kind at most once from one word: its longest phrase. */
  #match(
    text: string,
    tokens: readonly { readonly text: string; readonly start: number; readonly end: number }[],
  ): void {
    const [first, ...following] = tokens;
    // Letters after a digit are of an identifier, such as those of `b4cf`.
    if (first === undefined || /\d/.test(text[first.start - 1] ?? '')) return;
    const seen = new Set<LabelKind>();
    for (const { kind, rest } of phrases.get(first.text) ?? []) {
      if (seen.has(kind)) continue;
      let end = first.end;
      const fits = rest.every((part, index) => {
        const next = following[index];
        if (next?.text !== part || !joint.test(text.slice(end, next.start))) return false;
        end = next.end;
        return true;
      });
      if (!fits) continue;
      seen.add(kind);
      const labels = this.#byKind.get(kind);
      const label = { kind, start: first.start, end };
      if (labels === undefined) this.#byKind.set(kind, [label]);
      else labels.push(label);
    }
  }

  /** The last label of this kind that ends at most `within` units before `at`. */
  before(kind: LabelKind, at: number, within: number): Label | undefined {
    const labels = this.#byKind.get(kind) ?? [];
    const label = labels[firstFrom(labels, at) - 1];
    if (label === undefined) return undefined;
    // The last to begin before `at` may be inside what is asked about.
    const last = label.end <= at ? label : labels[firstFrom(labels, at) - 2];
    return last !== undefined && at - last.end <= within ? last : undefined;
  }

  /** The first label of this kind that begins at most `within` units after `at`. */
  after(kind: LabelKind, at: number, within: number): Label | undefined {
    const labels = this.#byKind.get(kind) ?? [];
    const label = labels[firstFrom(labels, at)];
    return label !== undefined && label.start - at <= within ? label : undefined;
  }

  of(kind: LabelKind): readonly Label[] {
    return this.#byKind.get(kind) ?? [];
  }
}

function firstFrom(labels: readonly Label[], at: number): number {
  let [low, high] = [0, labels.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((labels[middle]?.start ?? 0) < at) low = middle + 1;
    else high = middle;
  }
  return low;
}
