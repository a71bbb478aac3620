import { isAlias, isMap, isNode, isScalar, visit } from 'yaml';
import type { Document, YAMLMap } from 'yaml';
import type { Path } from './problem.ts';

/** One thing for which a file cannot be read. */
export interface Complaint {
  readonly offset: number;
  readonly at?: Path;
  readonly message: string;
  readonly remedy: string;
}

/** What stops a YAML text from being a policy, whatever it says. */
export const complaintsOf = (document: Document): readonly Complaint[] => [
  ...syntaxErrors(document),
  ...indirections(document),
];

/** Only the first: what follows it means nothing. */
function syntaxErrors(document: Document): Complaint[] {
  return document.errors.slice(0, 1).map(({ code, message, pos: [offset] }) => {
    const [words, remedy] = syntaxWords[message.includes('call stack') ? 'NESTED' : code] ?? [];
    return {
      offset: message.startsWith('Missing closing') ? openedAt(document, offset) : offset,
      message: words ?? message.replace(/\.?\s*$/, '.'),
      remedy: remedy ?? 'Correct the YAML on this line or the one before.',
    };
  });
}

/** Where the quoted text begins that ends, unclosed, at the offset. */
function openedAt(document: Document, end: number): number {
  let opened = end;
  visit(document, {
    Scalar: (_key, { range }) => {
      if (range && range[0] < end && range[1] >= end) opened = range[0];
    },
  });
  return opened;
}

const syntaxWords: Readonly<Record<string, readonly [string, string]>> = {
  TAB_AS_INDENT: ['The line is indented with a tab.', 'Indent with spaces, two per level.'],
  MULTIPLE_DOCS: ['A second document begins here.', 'Remove the `---` line.'],
  MISSING_CHAR: ['A quote or bracket is not closed, or a colon is missing.', 'Close or add it.'],
  NESTED: ['The file cannot be parsed: it is nested too deeply.', 'Reduce its nesting.'],
  NON_STRING_KEY: ['The key is not text.', 'Put the key in quotes.'],
  KEY_OVER_1024_CHARS: ['The key is longer than 1,024 characters.', 'Choose a shorter one.'],
  MULTILINE_IMPLICIT_KEY: [
    'A colon is missing, or the lines are not indented alike.',
    'Write `key: value`, and begin the keys of a mapping in the same column.',
  ],
  BLOCK_AS_IMPLICIT_KEY: [
    'A mapping begins where the line has a value already.',
    'Quote a text that holds a colon, or begin the keys of a mapping in the same column.',
  ],
};

/** Anchors, aliases, tags and keys that stand twice: one file means what one can read at the spot. */
function indirections(document: Document): Complaint[] {
  const found: Complaint[] = [];
  visit(document, {
    Pair: (_key, { key }) => {
      if (isScalar(key) && key.value === '__proto__') {
        const message = 'The id is a word that JavaScript reserves on every object.';
        found.push({ offset: startOf(key) ?? 0, message, remedy: 'Choose another id.' });
      }
    },
    Node: (_key, node) => {
      const offset = startOf(node) ?? 0;
      if (isMap(node)) found.push(...duplicates(node));
      if (isAlias(node) || 'anchor' in node) {
        const message = 'Anchors (&) and aliases (*) are not used in a policy.';
        found.push({ offset, message, remedy: 'Write the value out, or quote the text.' });
      } else if (node.tag !== undefined) {
        const message = 'Tags (!) are not used in a policy.';
        found.push({ offset, message, remedy: 'Remove the tag, or quote the text.' });
      }
    },
  });
  return found;
}

function duplicates({ items }: YAMLMap): Complaint[] {
  const seen = new Set<unknown>();
  return items.flatMap(({ key }) => {
    const name = nameOf(key);
    if (!seen.has(name)) {
      seen.add(name);
      return [];
    }
    const message = 'The same key stands twice.';
    return [{ offset: startOf(key) ?? 0, message, remedy: 'Keep one of the two entries.' }];
  });
}

/** The name that a key is. */
export const nameOf = (key: unknown): unknown => (isScalar(key) ? key.value : key);

export const startOf = (node: unknown): number | undefined =>
  isNode(node) ? node.range?.[0] : undefined;
