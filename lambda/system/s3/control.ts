import * as z from 'zod';
import type { S3Settings } from '../../policy/connectors/s3.ts';
import { valueAt } from '../../value/pointer.ts';
import { identifierTypes } from '../model/connector.ts';
import type { Control, ControlCall, PersonIdentifier } from '../model/connector.ts';
import { SystemFaultError } from '../model/faults.ts';
import type { Bucket } from './bucket.ts';
import { isKeyPart, prefixesOf, templateOf } from './person-prefix.ts';
import { isRawNumber, parseExact } from './exact-json.ts';
import { rowsOf } from './rows.ts';
import { linesOf, openText } from './lines.ts';
import { rowSelector } from './row-selector.ts';
import type { RowSelector } from './row-selector.ts';
import { openObject } from './stored-object.ts';
import { partsBelow, versionsBelow } from './versions.ts';

type Entry = S3Settings['objects'][number];
type WholeEntry = Extract<Entry, { readonly form: 'whole' }>;
type LinesEntry = Extract<Entry, { readonly form: 'json-lines' }>;

const rememberedText = z.discriminatedUnion('form', [
  z.strictObject({ form: z.literal('whole'), prefix: z.string() }),
  z.strictObject({
    form: z.literal('json-lines'),
    key: z.string(),
    identifier: z.enum(identifierTypes),
    pointer: z.string(),
    value: z.string(),
  }),
]);
type Remembered = z.output<typeof rememberedText>;

/** Objects that are read to find another person in them, and bytes of each. */
const mostObjects = 20;
const largestObjectBytes = 64 * 1024 * 1024;

/**
 * Counts what another person has: up to 1,000 versions under the prefix, or the rows in one object. The
 * rows are of someone who shares an object with the person, because that object is rewritten.
 */
export async function countControl(
  bucket: Bucket,
  { objects }: S3Settings,
  { identifiers, categories, remembered }: ControlCall,
): Promise<Control> {
  if (remembered !== undefined) {
    return { kind: 'control', remembered, rows: await countOf(bucket, read(remembered)) };
  }
  for (const entry of objects.filter(({ category }) => categories.includes(category))) {
    const other =
      entry.form === 'whole'
        ? await otherPrefix(bucket, entry, identifiers)
        : await otherRow(bucket, entry, identifiers);
    const rows = other === undefined ? 0 : await countOf(bucket, other);
    if (rows > 0) return { kind: 'control', remembered: JSON.stringify(other), rows };
  }
  return { kind: 'control', rows: 0 };
}

function read(text: string): Remembered {
  try {
    return rememberedText.parse(JSON.parse(text));
  } catch (cause) {
    throw new SystemFaultError('internal', { cause });
  }
}

async function countOf(bucket: Bucket, other: Remembered): Promise<number> {
  if (other.form === 'whole') {
    return (await versionsBelow(bucket, other.prefix)).versions.length;
  }
  const source = await openObject(bucket, other.key);
  if (source === undefined) return 0;
  const { identifier, value } = other;
  let rows = 0;
  try {
    const selector = rowSelector(other, [{ type: identifier, value }]);
    for await (const { judgement } of rowsOf(source, selector)) {
      if (judgement.kind === 'own') rows += 1;
    }
    return rows;
  } finally {
    source.release();
  }
}

async function otherPrefix(
  bucket: Bucket,
  { prefix, second }: WholeEntry,
  identifiers: readonly PersonIdentifier[],
): Promise<Remembered | undefined> {
  const { before, after } = templateOf(prefix);
  // Copies of the person, too: what the second path finds goes with an erasure.
  const own = new Set(
    [prefix, ...(second === undefined ? [] : [second.prefix])].flatMap((one) =>
      prefixesOf(one, identifiers).map(({ prefix: their }) => their),
    ),
  );
  for (const part of await partsBelow(bucket, before)) {
    if (!isKeyPart(part)) continue;
    const other = `${before}${part}${after}`;
    if (own.has(other)) continue;
    const { versions } = await versionsBelow(bucket, other, undefined, 1);
    if (versions.length > 0) return { form: 'whole', prefix: other };
  }
  return undefined;
}

async function otherRow(
  bucket: Bucket,
  { prefix, key: place, second = place }: LinesEntry,
  identifiers: readonly PersonIdentifier[],
): Promise<Remembered | undefined> {
  const own = rowSelector(place, identifiers);
  const copies = rowSelector(second, identifiers);
  const { versions } = await versionsBelow(bucket, prefix);
  const readable = versions.filter(
    ({ isLatest, bytes }) => isLatest && bytes > 0 && bytes <= largestObjectBytes,
  );
  let found: Remembered | undefined;
  for (const { key } of readable.slice(0, mostObjects)) {
    const source = await openObject(bucket, key);
    if (source === undefined) continue;
    try {
      const { value, hasOwn } = await neighbourIn(await source.read(), place.pointer, {
        own,
        copies,
      });
      if (value !== undefined) found = { form: 'json-lines', key, ...place, value };
      if (value !== undefined && hasOwn) return found;
    } finally {
      source.release();
    }
  }
  return found;
}

/** Another value at the pointer, and whether the person is in the object as well. */
async function neighbourIn(
  body: AsyncIterable<Uint8Array>,
  pointer: string,
  { own, copies }: { readonly own: RowSelector; readonly copies: RowSelector },
): Promise<{ readonly value: string | undefined; readonly hasOwn: boolean }> {
  let value: string | undefined;
  let hasOwn = false;
  const { blocks } = await openText(body);
  for await (const block of blocks) {
    for (const line of linesOf(block)) {
      if (own.judge(line).kind === 'own') hasOwn = true;
      else if (copies.judge(line).kind === 'other') value ??= identifierIn(line, pointer);
      if (hasOwn && value !== undefined) return { value, hasOwn };
    }
  }
  return { value, hasOwn };
}

function identifierIn(line: Buffer, pointer: string): string | undefined {
  try {
    const value = valueAt(parseExact(line.toString('utf8')), pointer);
    if (isRawNumber(value)) return value.rawJSON;
    return typeof value === 'string' && value !== '' ? value : undefined;
  } catch {
    return undefined;
  }
}
