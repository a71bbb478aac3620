import { readFileSync } from 'node:fs';
import { LineCounter, isMap, isNode, isSeq, parseDocument } from 'yaml';
import type { Document, Pair, YAMLMap } from 'yaml';
import { showPath } from './problem.ts';
import type { Finding, Path, PolicyProblem } from './problem.ts';
import { complaintsOf, nameOf, startOf } from './source-complaints.ts';
import type { Complaint } from './source-complaints.ts';

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

/** The source of a text, wherever it is in the file: parsing is the slow part. */
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
      // Compares each key with each other, which takes minutes for a long mapping: see `duplicates`.
      uniqueKeys: false,
    });
    const complaints = complaintsOf(document);
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

const indexes = new WeakMap<YAMLMap, ReadonlyMap<unknown, Pair>>();

function pairOf(map: YAMLMap, step: string | number): Pair | undefined {
  const index = indexes.get(map) ?? new Map(map.items.map((pair) => [nameOf(pair.key), pair]));
  indexes.set(map, index);
  return index.get(step);
}
