import { readFileSync } from 'node:fs';
import { LineCounter, isAlias, isMap, isNode, isScalar, isSeq, parseDocument, visit } from 'yaml';
import type { Document, Pair, YAMLMap } from 'yaml';
import { showPath } from './problem.ts';
import type { Finding, Path, PolicyProblem } from './problem.ts';

/** A YAML file that could be read, and where its values stand. */
export interface Source {
  readonly value: unknown;
  readonly locate: (finding: Finding) => PolicyProblem;
  /** Whether the file says something at the path. */
  readonly has: (path: Path) => boolean;
}

export type SourceRead =
  | { readonly kind: 'read'; readonly source: Source }
  | { readonly kind: 'unreadable'; readonly problems: readonly PolicyProblem[] };

const maximumBytes = 1_048_576;

/** Reads UTF-8 text; line endings and a byte order mark do not matter. */
export function readText(
  path: string,
):
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'problem'; readonly problem: PolicyProblem } {
  const problem = (message: string, remedy: string) =>
    ({
      kind: 'problem',
      problem: { file: path, line: 1, column: 1, path: '', message, remedy },
    }) as const;
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch {
    return problem('The file cannot be read.', 'Create it, or make it readable.');
  }
  if (bytes.length > maximumBytes) {
    return problem(
      'The file is larger than 1 MiB.',
      'Keep policy and notices to what people read.',
    );
  }
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return { kind: 'text', text: text.replaceAll(/\r\n?/g, '\n') };
  } catch {
    return problem('The file is not UTF-8 text.', 'Save it as UTF-8.');
  }
}

/** Reads a YAML 1.2 file of plain mappings, lists and scalars. Never throws for what it reads. */
export function readSource(path: string): SourceRead {
  const read = readText(path);
  return read.kind === 'problem'
    ? { kind: 'unreadable', problems: [read.problem] }
    : sourceOf(read.text)(path);
}

/** The source that a text is, wherever it stands: parsing is the slow part. */
export function sourceOf(text: string): (path: string) => SourceRead {
  const counter = new LineCounter();
  const problemAt =
    (path: string) =>
    ({ offset, message, remedy, at = [] }: Complaint): PolicyProblem => {
      const { line, col } = counter.linePos(offset);
      return {
        file: path,
        line: Math.max(line, 1),
        column: Math.max(col, 1),
        path: showPath(at),
        message,
        remedy,
      };
    };
  const unreadable = (complaints: readonly Complaint[]) => (path: string) =>
    ({ kind: 'unreadable', problems: complaints.map(problemAt(path)) }) as const;
  try {
    const document = parseDocument(text, {
      lineCounter: counter,
      prettyErrors: false,
      schema: 'core',
      stringKeys: true,
      uniqueKeys: true,
    });
    const complaints = [...syntaxErrors(document), ...indirections(document)];
    if (complaints.length > 0) return unreadable(complaints);
    const value: unknown = document.toJS({ maxAliasCount: 0 });
    return (path) => ({
      kind: 'read',
      source: {
        value,
        has: (at) => document.hasIn(at),
        locate: ({ message, remedy, ...finding }) =>
          problemAt(path)({
            offset: offsetOf(document, finding),
            message,
            remedy,
            at: finding.path,
          }),
      },
    });
  } catch {
    // The parser recurses: absurd nesting ends its stack.
    return unreadable([
      { offset: 0, message: 'The file cannot be parsed.', remedy: 'Reduce its nesting.' },
    ]);
  }
}

interface Complaint {
  readonly offset: number;
  readonly at?: Path;
  readonly message: string;
  readonly remedy: string;
}

/** Every duplicate, but of broken syntax only the first: what follows it means nothing. */
function syntaxErrors(document: Document): Complaint[] {
  const [first] = document.errors.filter(({ code }) => code !== 'DUPLICATE_KEY');
  const told = document.errors.filter((error) => error === first || error.code === 'DUPLICATE_KEY');
  return told.map(({ code, message, pos: [offset] }) => {
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
  DUPLICATE_KEY: ['The same key stands twice.', 'Keep one of the two entries.'],
  TAB_AS_INDENT: ['The line is indented with a tab.', 'Indent with spaces, two per level.'],
  MULTIPLE_DOCS: ['A second document begins here.', 'Remove the `---` line.'],
  MISSING_CHAR: ['A quote or bracket is not closed, or a colon is missing.', 'Close or add it.'],
  NESTED: ['The file cannot be parsed: it is nested too deeply.', 'Reduce its nesting.'],
  NON_STRING_KEY: ['The key is not text.', 'Put the key in quotes.'],
};

/** Anchors, aliases and tags: one file means what one can read at the spot. */
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

/** The offset of the value or key, or of its nearest parent that exists. */
function offsetOf(
  document: Document,
  { path, at = 'value' }: Pick<Finding, 'path' | 'at'>,
): number {
  let node: unknown = document.contents;
  let offset = isNode(node) ? (node.range?.[0] ?? 0) : 0;
  for (const [index, step] of path.entries()) {
    const isLast = index === path.length - 1;
    if (isMap(node)) {
      const pair = pairOf(node, step);
      if (pair === undefined) return offset;
      offset =
        startOf(isLast && at === 'value' ? pair.value : pair.key) ?? startOf(pair.key) ?? offset;
      node = pair.value;
    } else if (isSeq(node) && typeof step === 'number') {
      node = node.items[step];
      offset = startOf(node) ?? offset;
    } else {
      return offset;
    }
  }
  return offset;
}

const pairOf = (map: YAMLMap, step: string | number): Pair | undefined =>
  map.items.find(({ key }) => (isScalar(key) ? key.value : key) === step);

const startOf = (node: unknown): number | undefined => (isNode(node) ? node.range?.[0] : undefined);
