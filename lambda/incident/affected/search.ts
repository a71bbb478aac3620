import { ScanCommand } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { subjectIdColumn } from '../../platform/dynamo/columns.ts';
import type { TableFacts } from '../../platform/dynamo/facts.ts';
import { marshalKey, parseRow, sent } from '../../platform/dynamo/read.ts';
import type { Key } from '../../platform/dynamo/statement.ts';
import { keyNames } from '../../platform/dynamo/statement.ts';
import { subjectKeys } from '../../platform/keyring/table.ts';
import { activity } from '../../ledger/table.ts';
import { records } from '../../record/table.ts';
import { firstIdAt } from '../../value/ids.ts';
import type { SubjectId } from '../../value/ids.ts';
import type { Rfc3339 } from '../../value/time.ts';
import { milliseconds } from '../../value/time.ts';
import type { AffectedJob, Scope, Source, SourceState } from '../model/affected.ts';
import { sourcesOf } from '../model/affected.ts';
import { addPeople } from './people.ts';
import type { PeopleDependencies } from './people.ts';

/** How far a search is. Random ids and counts alone: it is checkpointed. */
export interface SearchPlace {
  /** Index of the source in `sourcesOf`. */
  readonly source: number;
  /** Key of the row that was read last. */
  readonly after?: Readonly<Record<string, string>>;
  /** The person of that row: their other rows may follow. */
  readonly last?: SubjectId;
  /** Some row named a person. */
  readonly named?: true;
  readonly seen: number;
  /** Erased people of this source, and the most that a source named: one can be in several. */
  readonly erasedHere: number;
  readonly erased: number;
  readonly unknown: number;
  readonly how: AffectedJob['how'];
}

export const startOfSearch = (unknown: number): SearchPlace => ({
  ...{ source: 0, seen: 0, erasedHere: 0, erased: 0, unknown, how: [] },
});

export const isSearched = (scope: Scope, { source }: SearchPlace): boolean =>
  source >= sourcesOf[scope.by].length;

/** Rows that one read looks at: about a megabyte. */
const rowsPerRead = 1_000;
const peoplePerWrite = 100;

/**
 * Reads one page of the source at hand, and adds the people that it names.
 *
 * @throws StoreUnavailableError
 */
export async function searchPage(
  deps: PeopleDependencies,
  job: Pick<AffectedJob, 'incidentId' | 'jobId' | 'scope'>,
  place: SearchPlace,
): Promise<SearchPlace> {
  const { scope } = job;
  const source: Source | undefined = sourcesOf[scope.by][place.source];
  if (source === undefined) return place;
  switch (scope.by) {
    case 'subjects': {
      const erased = await addAll(deps, job, scope.subjectIds);
      const seen = place.seen + scope.subjectIds.length;
      return ended({ ...place, seen, erasedHere: erased }, source, 'searched');
    }
    case 'category':
      return scanned(deps, job, place, source, records, {
        filter: '#value = :value',
        names: { '#value': 'category' },
        values: { ':value': scope.category },
      });
    case 'window': {
      const table = source === 'records' ? records : activity;
      return scanned(deps, job, place, source, table, {
        filter: '#value BETWEEN :from AND :to',
        names: { '#value': table.sortKey },
        values: { ':from': firstId(scope.from), ':to': firstId(scope.to, 1) },
      });
    }
    case 'key': {
      const next = await scanned(deps, job, place, source, subjectKeys, {
        filter: '#value = :value',
        names: { '#value': 'kid' },
        values: { ':value': scope.kid },
      });
      if (next.source === place.source) return next;
      // The key is destroyed, so that no row says any more whose it was; or it never was one.
      return next.named ? next : { ...next, unknown: next.unknown + 1 };
    }
    case 'principal':
      return ended({ ...place, unknown: place.unknown + 1 }, source, 'not-available');
  }
}

/** Sort keys are UUIDv7: what was written in the window has an id of the window. */
const firstId = (time: Rfc3339, later = 0): string =>
  firstIdAt(milliseconds(Date.parse(time) + later));

interface Condition {
  readonly filter: string;
  readonly names: Readonly<Record<string, string>>;
  readonly values: Readonly<Record<string, string>>;
}

const named = z.object({ subjectId: subjectIdColumn });

async function scanned(
  deps: PeopleDependencies,
  job: Pick<AffectedJob, 'incidentId' | 'jobId' | 'scope'>,
  place: SearchPlace,
  source: Source,
  table: TableFacts,
  { filter, names, values }: Condition,
): Promise<SearchPlace> {
  const page = await sent(() =>
    deps.database.client.send(
      new ScanCommand({
        TableName: deps.database.physicalName(table),
        ConsistentRead: true,
        Limit: rowsPerRead,
        FilterExpression: filter,
        ProjectionExpression: '#subjectId',
        ExpressionAttributeNames: { '#subjectId': 'subjectId', ...names },
        ExpressionAttributeValues: marshalKey(values),
        ExclusiveStartKey: place.after && marshalKey(place.after),
      }),
    ),
  );
  // A scan returns the rows of a person one after the other.
  const people = new Set((page.Items ?? []).map((item) => parseRow(table, item, named).subjectId));
  const last = [...people].at(-1) ?? place.last;
  if (place.last !== undefined) people.delete(place.last);
  const erased = await addAll(deps, job, [...people]);
  const next: SearchPlace = {
    ...place,
    seen: place.seen + (page.ScannedCount ?? 0),
    erasedHere: place.erasedHere + erased,
    ...(last !== undefined && { last, named: true }),
  };
  const after = page.LastEvaluatedKey;
  if (after === undefined) return ended(next, source, 'searched');
  return { ...next, after: keyIn(table, after) };
}

function keyIn(table: TableFacts, key: Readonly<Record<string, { S?: string }>>): Key {
  return Object.fromEntries(keyNames(table).map((name) => [name, key[name]?.S ?? '']));
}

const ended = (
  { source, seen, erasedHere, erased, unknown, how, named: some }: SearchPlace,
  of: Source,
  state: SourceState,
): SearchPlace => ({
  ...{ source: source + 1, seen, unknown, erasedHere: 0, erased: Math.max(erased, erasedHere) },
  ...(some && { named: some }),
  how: [...how, { source: of, state }],
});

async function addAll(
  deps: PeopleDependencies,
  { incidentId, jobId, scope }: Pick<AffectedJob, 'incidentId' | 'jobId' | 'scope'>,
  found: readonly SubjectId[],
): Promise<number> {
  const chunks: SubjectId[][] = [];
  for (let start = 0; start < found.length; start += peoplePerWrite) {
    chunks.push(found.slice(start, start + peoplePerWrite));
  }
  const erased = await Promise.all(
    chunks.map((chunk) => addPeople(deps, { incidentId, jobId, by: scope.by }, chunk)),
  );
  return erased.reduce((sum, count) => sum + count, 0);
}
