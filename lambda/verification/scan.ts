import { ScanCommand } from '@aws-sdk/client-dynamodb';
import type { AttributeValue, ScanCommandOutput } from '@aws-sdk/client-dynamodb';
import { setTimeout as delay } from 'node:timers/promises';
import * as z from 'zod';
import { purgedTables } from '../erasure/purged-tables.ts';
import { isExempt, ownedAttributes } from '../erasure/rows-of-person.ts';
import { timeColumn } from '../platform/dynamo/columns.ts';
import type { Database } from '../platform/dynamo/database.ts';
import type { PurgedTable } from '../platform/dynamo/facts.ts';
import { getRow, sent } from '../platform/dynamo/read.ts';
import { pagePauseMilliseconds } from '../platform/dynamo/whole-table.ts';
import type { MediaObjects } from '../platform/media/media-objects.ts';
import { records } from '../record/table.ts';
import { sha256Hex } from '../value/canonical.ts';
import { maximumResidues, seenAs } from './found.ts';
import type { Found } from './found.ts';
import { waitingUntil } from './waiting.ts';

const part = z.union([
  z.object({ table: z.string(), segment: z.int(), segments: z.int() }),
  z.object({ files: z.string() }),
]);
export const scanInput = z.object({
  /** Erasures that wait since then or longer are looked for. */
  until: timeColumn,
  parts: z.array(part),
});
export type ScanInput = z.input<typeof scanInput>;

export interface ScanDependencies {
  readonly database: Database;
  readonly media: Pick<MediaObjects, 'everyName'>;
  /** Tables that are read. @default - every purged table */
  readonly tables?: readonly PurgedTable[];
  readonly remainingMilliseconds: () => number;
}

/** Of the time of one call, what may have passed when another part begins. */
const shareToBegin = 1 / 3;
/** A segment has about 1,000 pages: where the time is short, so is the pause. */
const pagesPerPart = 1_000;

/**
 * Reads as many parts as time allows, each to its end, for people who were erased. Eventually consistent: all
 * that it looks for was written long before.
 *
 * @throws StoreUnavailableError, ObjectsUnavailableError
 */
export async function scanParts(deps: ScanDependencies, input: ScanInput): Promise<Found> {
  const { until, parts } = scanInput.parse(input);
  const waiting = await waitingUntil(deps.database, until);
  const seeing = openSeeing(new Set(waiting.map(({ subjectSha256 }) => subjectSha256)));
  const begun = deps.remainingMilliseconds();
  let done = 0;
  for (const each of parts) {
    if (done > 0 && deps.remainingMilliseconds() < begun * (1 - shareToBegin)) break;
    await ('files' in each ? readFiles(deps, each.files, seeing) : readSegment(deps, each, seeing));
    done += 1;
  }
  return { parts: done, ...seeing.found() };
}

interface Seeing {
  readonly row: (table: string, subjectId: string | undefined, isExempt: () => boolean) => void;
  readonly file: (subjectId: string, isExempt: () => Promise<boolean>) => Promise<void>;
  readonly found: () => Omit<Found, 'parts'>;
}

/** Counts what is seen, by hash of whose it is. */
function openSeeing(lookedFor: ReadonlySet<string>): Seeing {
  const people = new Map<string, Record<string, number>>();
  const seen = new Set<string>();
  const tables: Record<string, number> = {};
  let [files, others] = [0, 0];
  // Rows of one person follow one another.
  let last: readonly [subjectId: string, sha256: string] = ['', sha256Hex('')];
  const hashOf = (subjectId: string): string => {
    if (last[0] !== subjectId) last = [subjectId, sha256Hex(subjectId)];
    return last[1];
  };
  const note = (sha256: string, table: string, isLeft: boolean): void => {
    if (isLeft) {
      seen.add(seenAs(sha256));
      return;
    }
    const known = people.get(sha256) ?? {};
    known[table] = (known[table] ?? 0) + 1;
    people.set(sha256, known);
  };
  return {
    row: (table, subjectId, exempt) => {
      tables[table] = (tables[table] ?? 0) + 1;
      if (subjectId === undefined) return;
      const sha256 = hashOf(subjectId);
      if (lookedFor.has(sha256)) note(sha256, table, exempt());
      else others += 1;
    },
    file: async (subjectId, exempt) => {
      files += 1;
      const sha256 = hashOf(subjectId);
      if (lookedFor.has(sha256)) note(sha256, 'media', await exempt());
    },
    found: () => ({
      ...{ tables, files, others, seen: [...seen] },
      rows: Object.values(tables).reduce((sum, count) => sum + count, 0),
      residue: [...people]
        .slice(0, maximumResidues)
        .map(([subjectSha256, left]) => ({ subjectSha256, rows: left })),
      isCut: people.size > maximumResidues,
    }),
  };
}

const text = (value: AttributeValue | undefined): string | undefined => value?.S;

async function readSegment(
  { database, tables = purgedTables, remainingMilliseconds }: ScanDependencies,
  { table: name, segment, segments }: { table: string; segment: number; segments: number },
  { row }: Seeing,
): Promise<void> {
  const table = tables.find((each) => each.name === name);
  if (table === undefined) throw new TypeError(`${name} is no table with rows of people`);
  let startKey: ScanCommandOutput['LastEvaluatedKey'];
  do {
    const page: ScanCommandOutput = await sent(() =>
      database.client.send(
        new ScanCommand({
          TableName: database.physicalName(table),
          ...(segments > 1 && { Segment: segment, TotalSegments: segments }),
          ProjectionExpression: ownedAttributes.map((attribute) => `#${attribute}`).join(', '),
          ExpressionAttributeNames: Object.fromEntries(
            ownedAttributes.map((attribute) => [`#${attribute}`, attribute]),
          ),
          ExclusiveStartKey: startKey,
        }),
      ),
    );
    for (const item of page.Items ?? []) {
      const { subjectId, withheld, erasureClass, status, expiresAt } = item;
      // An altered row ends no pass: what is not text exempts nothing.
      row(name, text(subjectId), () =>
        isExempt(table, {
          ...{ withheld: text(withheld), erasureClass: text(erasureClass), status: text(status) },
          expiresAt: expiresAt && Number(expiresAt.N),
        }),
      );
    }
    startKey = page.LastEvaluatedKey;
    if (startKey !== undefined) await delay(pause(remainingMilliseconds()));
  } while (startKey !== undefined);
}

const pause = (remainingMilliseconds: number): number =>
  Math.min(pagePauseMilliseconds, remainingMilliseconds / pagesPerPart);

const withheldRow = z.object({ withheld: z.string().optional().catch(undefined) });

async function readFiles(
  { database, media }: ScanDependencies,
  beginning: string,
  { file }: Seeing,
): Promise<void> {
  for await (const name of media.everyName(beginning)) {
    const [, subjectId = '', recordId = ''] = name.split('/');
    await file(subjectId, async () => {
      // A key has no empty part.
      if (recordId === '') return false;
      const row = await getRow(database, records, { subjectId, recordId }, withheldRow);
      return row?.withheld !== undefined;
    });
  }
}
