import { QueryCommand } from '@aws-sdk/client-dynamodb';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { TableFacts } from '../../lambda/platform/dynamo/facts.ts';
import { sent } from '../../lambda/platform/dynamo/read.ts';
import { tombstones } from '../../lambda/platform/keyring/table.ts';
import { records } from '../../lambda/record/table.ts';
import { isClosed, requestStatuses } from '../../lambda/request/model/request.ts';
import { isRestrictionLock } from '../../lambda/request/model/restriction.ts';
import { openRequests, requests } from '../../lambda/request/table.ts';
import { deletions } from '../../lambda/retention/table.ts';
import { aliases } from '../../lambda/subject/table.ts';
import type { EpochSeconds } from '../../lambda/value/time.ts';
import type { Erased } from './erased-people.ts';
import { kidsIn } from './kids-in.ts';
import { nameOf, rowsNamed } from './raw-rows.ts';
import type { RawRow } from './raw-rows.ts';
import type { Side, Sides } from './sides.ts';

/** Why a restored row that no living table has must not come back. */
export const reasons = [
  'key-destroyed',
  'person-erased',
  'deleted-since',
  'period-ended',
  'request-closed',
  'identifier-removed',
] as const;
export type Reason = (typeof reasons)[number];

export interface Known extends Sides {
  readonly erased: ReadonlyMap<string, Erased>;
  readonly now: EpochSeconds;
}

/**
 * Rows of one page that must go, each with the first reason.
 *
 * @param alone rows that the living table does not have, or all where there is none
 * @throws StoreUnavailableError
 */
export async function reasonsOf(
  known: Known,
  table: TableFacts,
  alone: readonly RawRow[],
): Promise<ReadonlyMap<string, Reason>> {
  const found = new Map<string, Reason>();
  const tests: readonly [Reason, (row: RawRow) => boolean | Promise<boolean>][] = [
    ['key-destroyed', await destroyedKeys(known, table, alone)],
    ['person-erased', (row) => isOfErased(known, table, row)],
    ['deleted-since', await deletedRecords(known, table, alone)],
    ['period-ended', ({ expiresAt }) => Number(expiresAt?.N ?? Infinity) <= known.now],
    ['request-closed', await endedLocks(known, table, alone)],
    ['identifier-removed', (row) => wasRemoved(known, table, row)],
  ];
  for (const row of alone) {
    for (const [reason, applies] of tests) {
      if (found.has(nameOf(table, row)) || !(await applies(row))) continue;
      found.set(nameOf(table, row), reason);
    }
  }
  return found;
}

const never = (): boolean => false;
const placeOf = ({ restored, living }: Sides, table: TableFacts): Side | undefined =>
  [living, restored].find(({ has }) => has(table));

async function destroyedKeys(known: Known, table: TableFacts, rows: readonly RawRow[]) {
  // Evidence remains as a row when its content cannot be decrypted any more.
  if (table.erasure.kind !== 'purged') return never;
  const kids = [...new Set(rows.flatMap((row) => [...kidsIn(table, row)]))];
  const stones = await rowsNamed(
    known.living.database,
    tombstones,
    kids.map((kid) => ({ kid: { S: kid } })),
  );
  const destroyed = new Set([...stones.values()].map(({ kid }) => kid?.S));
  return (row: RawRow) => [...kidsIn(table, row)].some((kid) => destroyed.has(kid));
}

function isOfErased({ erased }: Known, { erasure }: TableFacts, { subjectId }: RawRow): boolean {
  const progress = erased.get(subjectId?.S ?? '');
  if (erasure.kind !== 'purged' || progress === undefined) return false;
  // What is withheld has a key, which tombstones decide on.
  if (erasure.by === 'forgetting') return progress === 'forgotten';
  return erasure.by === 'deletion';
}

async function deletedRecords(known: Known, table: TableFacts, rows: readonly RawRow[]) {
  if (table.name !== records.name) return never;
  const keys = rows.flatMap(({ recordId }) => (recordId === undefined ? [] : [{ recordId }]));
  const found = await rowsNamed(known.living.database, deletions, keys);
  const deleted = new Set([...found.values()].map(({ recordId }) => recordId?.S));
  return ({ recordId }: RawRow) => deleted.has(recordId?.S);
}

/** A lock of a request that is closed, or of a restriction that was lifted, would never end. */
async function endedLocks(known: Known, table: TableFacts, rows: readonly RawRow[]) {
  const place = placeOf(known, requests);
  if (table.name !== openRequests.name || place === undefined) return never;
  const keys = rows.flatMap(({ requestId }) => (requestId === undefined ? [] : [{ requestId }]));
  const found = await rowsNamed(place.database, requests, keys);
  return ({ requestId, kind }: RawRow) => {
    const request = requestId && found.get(nameOf(requests, { requestId }));
    if (request === undefined) return false;
    if (isRestrictionLock(kind?.S ?? '')) {
      return textIn(request['content'], 'restriction', 'liftedAt') !== undefined;
    }
    const status = requestStatuses.find((each) => each === request['status']?.S);
    return status !== undefined && isClosed(status);
  };
}

const textIn = (value: AttributeValue | undefined, ...path: readonly string[]) =>
  path.reduce<AttributeValue | undefined>((at, name) => at?.M?.[name], value)?.S;

/** The living table knows other identifiers of the person: this one was removed since. */
async function wasRemoved({ living }: Known, table: TableFacts, row: RawRow): Promise<boolean> {
  const { subjectId } = row;
  if (table.name !== aliases.name || !living.has(aliases) || subjectId === undefined) return false;
  const { Count: count = 0 } = await sent(() =>
    living.database.client.send(
      new QueryCommand({
        TableName: living.database.physicalName(aliases),
        IndexName: 'by-subject',
        KeyConditionExpression: 'subjectId = :subject',
        ExpressionAttributeValues: { ':subject': subjectId },
        Limit: 1,
      }),
    ),
  );
  return count > 0;
}
