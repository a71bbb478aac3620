import { demand } from '../refusal.ts';

/**
 * One part of a file of ISO/IEC 14496-12, or of a QuickTime movie, whose word for it is used here. It
 * may have further atoms as its content, from `body` to `end`.
 */
export interface Atom {
  readonly type: string;
  readonly start: number;
  readonly body: number;
  readonly end: number;
}

/** @throws FileRefused where the atom is longer than its surroundings, which end at `end` */
export function atomAt(bytes: Buffer, start: number, end: number): Atom {
  demand(end - start >= 8);
  const length = bytes.readUInt32BE(start);
  const isLarge = length === 1;
  const body = start + (isLarge ? 16 : 8);
  const next = start + (isLarge ? Number(bytes.readBigUInt64BE(start + 8)) : length);
  demand(next >= body && next <= end);
  return { type: bytes.toString('latin1', start + 4, start + 8), start, body, end: next };
}

export function* atomsIn(bytes: Buffer, start: number, end: number): Generator<Atom> {
  for (let at = start; at < end;) {
    const atom = atomAt(bytes, at, end);
    yield atom;
    at = atom.end;
  }
}

/** The first atom at the path, such as `mdia`, `hdlr`. */
export function find(bytes: Buffer, parent: Atom, ...path: readonly string[]): Atom | undefined {
  let found: Atom | undefined = parent;
  for (const type of path) found = found && child(bytes, found, type);
  return found;
}

function child(bytes: Buffer, { body, end }: Atom, type: string): Atom | undefined {
  for (const atom of atomsIn(bytes, body, end)) if (atom.type === type) return atom;
  return undefined;
}

/** Makes free space of an atom. Nothing moves, so offsets in other atoms stay right. */
export function free(bytes: Buffer, { start, body, end }: Atom): void {
  bytes.write('free', start + 4, 'latin1');
  bytes.fill(0, body, end);
}

/** What is done with an atom of a type: its content is cleaned, or is an inner list of rules. */
export type Cleaning = (bytes: Buffer, atom: Atom) => void;
export type Rule = Cleaning | Rules;
export type Rules = ReadonlyMap<string, Rule>;

export const rules = (of: Readonly<Record<string, Rule>>): Rules => new Map(Object.entries(of));

/** Applies the rules between two places; an atom without a rule becomes free space. */
export function apply(bytes: Buffer, start: number, end: number, allowed: Rules): void {
  for (const atom of atomsIn(bytes, start, end)) {
    const rule = allowed.get(atom.type);
    if (rule === undefined) free(bytes, atom);
    else if (typeof rule === 'function') rule(bytes, atom);
    else apply(bytes, atom.body, atom.end, rule);
  }
}

export function whole(): void {
  // Its content has numbers only, or is cleaned elsewhere.
}

/** Numbers in fields of a fixed length, and nothing behind them. */
export const fields =
  (fieldsBytes: number): Rule =>
  (bytes, { body, end }) => {
    bytes.fill(0, Math.min(body + fieldsBytes, end), end);
  };

/** A table: a number of entries, after `before` bytes, and nothing behind the entries. */
export const table =
  (entryBytes: number, before = 4): Cleaning =>
  (bytes, { body, end }) => {
    const last = body + before + 4 + bytes.readUInt32BE(body + before) * entryBytes;
    demand(last <= end);
    bytes.fill(0, last, end);
  };

/** Times of creation and modification become zero, which means that they are not known. */
export const withoutTimes =
  (fieldsBytes: number): Rule =>
  (bytes, { body, end }) => {
    const isLong = bytes.readUInt8(body) === 1;
    const last = body + fieldsBytes + (isLong ? 12 : 0);
    demand(last <= end);
    bytes.fill(0, body + 4, body + (isLong ? 20 : 12));
    bytes.fill(0, last, end);
  };

/** The type stays, the name goes, and in QuickTime the manufacturer. */
export const handler: Rule = (bytes, { body, end }) => {
  demand(end - body >= 12);
  bytes.fill(0, body + 12, end);
};

/** All data is in this file: a reference to another one is a path or an address. */
export const dataReferences: Rule = (bytes, { body, end }) => {
  for (const reference of atomsIn(bytes, body + 8, end)) {
    demand((bytes.readUInt32BE(reference.body) & 1) === 1);
    bytes.fill(0, reference.body + 4, reference.end);
  }
};
