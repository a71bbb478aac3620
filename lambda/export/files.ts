import { toEpochMilliseconds, toRfc3339 } from '../value/time.ts';
import type { EpochMilliseconds, EpochSeconds } from '../value/time.ts';
import type { Suspender } from '../retention/model/retention.ts';
import { isGone } from '../retention/model/retention.ts';
import type { RecordSource } from '../record/model/record.ts';
import { partsInto } from './parts.ts';
import type { OpenParts, Parts } from './parts.ts';
import type { ExportedMedia, ExportedRecord } from './media.ts';
import type { AddFile, WrittenFile } from './export-zip.ts';

/** So many of the newest records of a category are shown on the page. */
export const previewItems = 10;
/** Kept until they are sorted: sorting for each record costs more than the rest of it. */
const unsortedItems = 10 * previewItems;
const previewCharacters = 1_000;
/** So many names of sources are told per category; the others are in its files. */
const namedSources = 50;

export interface PreviewItem {
  readonly collectedAt: string;
  readonly text: string;
  readonly media?: ExportedMedia;
}

/** What was seen of one category while it was written. */
export interface CategoryContents {
  readonly category: string;
  readonly count: number;
  readonly oldest: string;
  readonly newest: string;
  /** When the first and the last of its records is deleted; absent where no day is known of any. */
  readonly firstEnd?: string;
  readonly lastEnd?: string;
  /** Of how many no day is known, by what keeps them. */
  readonly keptBy: Readonly<Partial<Record<Suspender, number>>>;
  /** So many of these are past their end (GDPR Art. 18(2)). */
  readonly pastEnd: number;
  /** Records per purpose; one record can serve several. */
  readonly purposes: Readonly<Record<string, number>>;
  /** When the last of the records for a purpose ends for it, or what keeps one of them. */
  readonly endFor: Readonly<Record<string, PurposeEnd>>;
  /** Records per source that a service named; GDPR Art. 14(2)(f), 15(1)(g). */
  readonly sources: readonly SourceCount[];
  readonly files: readonly WrittenFile[];
  /** Records whose file is here, and those whose file is missing or not whole. */
  readonly media?: { readonly count: number; readonly lost: number };
  /** The newest ones, newest first, shortened. */
  readonly preview: readonly PreviewItem[];
}

/** Records that a service said to be from here: in words, or from a recipient of the policy. */
export interface SourceCount {
  readonly source?: string;
  readonly recipient?: string;
  /** Of the recipient, where the policy has it. */
  readonly name?: string | undefined;
  readonly count: number;
}

export type PurposeEnd =
  | { readonly kind: 'ends'; readonly until: string }
  | { readonly kind: 'kept'; readonly keptBy: Suspender };

interface Open {
  readonly parts: Parts;
  readonly purposes: Map<string, number>;
  readonly endFor: Map<string, PurposeEnd>;
  readonly keptBy: Map<Suspender, number>;
  readonly sources: Map<string, SourceCount>;
  readonly newestRecords: Fields[];
  count: number;
  oldest: string;
  newest: string;
  firstEnd?: string;
  lastEnd?: string;
  pastEnd: number;
  media?: { count: number; lost: number };
}

/**
 * Writes every record once as JSON Lines and once as CSV, per category. Records come in the order
 * of writing, categories mixed, and are opened once.
 *
 * @param now decides which of them are past their end
 */
export async function writeRecords(
  records: AsyncIterable<ExportedRecord>,
  add: AddFile,
  now: EpochMilliseconds,
): Promise<readonly CategoryContents[]> {
  const open = new Map<string, Open>();
  const openParts = partsInto(add);
  for await (const record of records) {
    const fields = fieldsOf(record);
    const contents = open.get(record.category) ?? begun(fields, openParts);
    open.set(record.category, contents);
    observe(contents, fields, record, now);
    const content = JSON.stringify(fields.content ?? null);
    await contents.parts.take(lineOf(fields, content), cellsOf(fields, content));
  }
  for (const { parts } of open.values()) await parts.end();
  return [...open].map(([category, contents]) => ofCategory(category, contents));
}

function ofCategory(category: string, contents: Open): CategoryContents {
  const { parts, purposes, endFor, keptBy, sources, newestRecords, ...seen } = contents;
  return {
    category,
    ...seen,
    purposes: Object.fromEntries(purposes),
    endFor: Object.fromEntries(endFor),
    keptBy: Object.fromEntries(keptBy),
    sources: [...sources.values()],
    files: parts.files,
    preview: newestRecords.toSorted(newestFirst).slice(0, previewItems).map(previewOf),
  };
}

const begun = ({ category, collectedAt }: Fields, openParts: OpenParts): Open => ({
  parts: openParts(`data/${category}`, columns),
  purposes: new Map(),
  endFor: new Map(),
  keptBy: new Map(),
  sources: new Map(),
  newestRecords: [],
  ...{ count: 0, pastEnd: 0 },
  ...{ oldest: collectedAt, newest: collectedAt },
});

function observe(contents: Open, fields: Fields, record: ExportedRecord, now: EpochMilliseconds) {
  const { collectedAt, expiresAt, keptBy, purposes, source, media } = fields;
  contents.count += 1;
  if (isGone(record, now)) contents.pastEnd += 1;
  if (collectedAt < contents.oldest) contents.oldest = collectedAt;
  if (collectedAt > contents.newest) contents.newest = collectedAt;
  if (keptBy !== undefined) increase(contents.keptBy, keptBy);
  if (expiresAt !== undefined) {
    if (expiresAt < (contents.firstEnd ?? '9999')) contents.firstEnd = expiresAt;
    if (expiresAt > (contents.lastEnd ?? '')) contents.lastEnd = expiresAt;
  }
  for (const purpose of purposes) {
    increase(contents.purposes, purpose);
    const end = record.ends?.get(purpose) ?? record.expiresAt;
    contents.endFor.set(purpose, laterOf(contents.endFor.get(purpose), endOf(end, keptBy)));
  }
  const { sources, newestRecords } = contents;
  if (media !== undefined) {
    contents.media ??= { count: 0, lost: 0 };
    contents.media[media.state === 'whole' ? 'count' : 'lost'] += 1;
  }
  if (source !== undefined) countSource(sources, source);
  newestRecords.push(fields);
  if (newestRecords.length < unsortedItems) return;
  newestRecords.sort(newestFirst).length = previewItems;
}

function countSource(sources: Map<string, SourceCount>, source: RecordSource): void {
  const named = typeof source === 'string' ? { source } : { recipient: source.recipient };
  const key = JSON.stringify(named);
  const count = sources.get(key)?.count ?? 0;
  if (count > 0 || sources.size < namedSources) sources.set(key, { ...named, count: count + 1 });
}

const endOf = (end: EpochSeconds, keptBy: Suspender | undefined): PurposeEnd =>
  keptBy === undefined
    ? { kind: 'ends', until: toRfc3339(toEpochMilliseconds(end)) }
    : { kind: 'kept', keptBy };

/** What is kept until no one knows when ends after everything else. */
function laterOf(one: PurposeEnd | undefined, other: PurposeEnd): PurposeEnd {
  if (one === undefined) return other;
  if (one.kind === 'kept' || other.kind === 'kept') return one.kind === 'kept' ? one : other;
  return one.until < other.until ? other : one;
}

/** Of the same moment, the one that was written last. */
const newestFirst = (one: Fields, other: Fields): number =>
  byText(other.collectedAt, one.collectedAt) || byText(other.recordId, one.recordId);

const byText = (one: string, other: string): number => (one < other ? -1 : Number(one > other));

function previewOf({ collectedAt, content, media }: Fields): PreviewItem {
  const text = media !== undefined && content === null ? '' : forPeople(content).toWellFormed();
  if (text.length <= previewCharacters) return { collectedAt, text, media };
  // No half of a character that takes two units.
  return {
    ...{ collectedAt, media },
    text: `${text.slice(0, previewCharacters).replace(/[\uD800-\uDBFF]$/, '')} …`,
  };
}

const increase = <Key>(counts: Map<Key, number>, key: Key): void => {
  counts.set(key, (counts.get(key) ?? 0) + 1);
};

type Fields = ReturnType<typeof fieldsOf>;

const fieldsOf = (record: ExportedRecord) => ({
  recordId: record.recordId,
  category: record.category,
  collectedAt: toRfc3339(record.collectedAt),
  // No day is named that is not kept to.
  expiresAt: record.keptBy ? undefined : toRfc3339(toEpochMilliseconds(record.expiresAt)),
  keptBy: record.keptBy,
  purposes: record.purposes,
  source: record.source,
  derivedFrom: record.derivedFrom,
  media: record.media,
  content: record.content,
});

/** The content of a line is in a cell as well: it is made once. */
const lineOf = (fields: Fields, content: string): string =>
  `${JSON.stringify({ ...fields, content: undefined }).slice(0, -1)},"content":${content}}`;

/** Text as it is; anything else as JSON. */
const readable = (content: unknown): string =>
  typeof content === 'string' ? content : JSON.stringify(content);

/** An object as lines of `name: value`. */
function forPeople(content: unknown): string {
  if (typeof content !== 'object' || content === null || Array.isArray(content)) {
    return readable(content);
  }
  const [only, ...more] = Object.entries(content);
  // The one text of a record is what the person wrote; its name is of no use to them.
  if (only !== undefined && more.length === 0 && typeof only[1] === 'string') return only[1];
  return Object.entries(content)
    .map(([name, value]) => `${name}: ${readable(value)}`)
    .join('\n');
}

const columns = [
  'recordId',
  'category',
  'collectedAt',
  'expiresAt',
  'keptBy',
  'purposes',
  'source',
  'derivedFrom',
  'content',
  'file',
] as const;

const cellsOf = (
  { recordId, category, collectedAt, ...fields }: Fields,
  json: string,
): string[] => {
  const { purposes, expiresAt, keptBy, source, derivedFrom = '', media, content } = fields;
  return [
    recordId,
    category,
    collectedAt,
    expiresAt ?? '',
    keptBy ?? '',
    purposes.join(' '),
    typeof source === 'object' ? source.recipient : (source ?? ''),
    derivedFrom,
    typeof content === 'string' ? content : json,
    media?.file ?? '',
  ];
};
