import type { AthenaClient } from '@aws-sdk/client-athena';
import { ourTables, withoutHyphens } from '../../lib/audit/queries.ts';
import { copies, readsOfItems, readsOfTables } from '../../lib/audit/reading-calls.ts';
import { athenaRows } from './athena-rows.ts';
import type { SavedQuestion } from './athena-rows.ts';
import { localEvents, tablesOf, writesOnly } from './local-events.ts';
import type { EventRecord, Period } from './local-events.ts';
import { readOf } from './people-in-call.ts';
import type { PartRead, ReadingCall } from './people-in-call.ts';

export interface PrincipalQuestion extends Period {
  /** ARN of a role, of one of its sessions, or of a user. */
  readonly principal: string;
  readonly deployment: string;
}

/** Reads of one table, or of the rows of one person in it. */
export interface Counted {
  readonly table: string;
  readonly calls: number;
  /** Of the first and the last call. */
  readonly time: string;
  readonly until: string;
}

/** What a principal read. Calls that failed returned nothing and are not in it. */
export interface PrincipalReads {
  readonly people: readonly (Counted & { readonly subjectId: string })[];
  /** Everybody in these tables may be affected. */
  readonly wholeTables: readonly (Counted & { readonly action: string })[];
  /** Rows by a key that names no person, such as that of a request. */
  readonly otherRows: readonly (Counted & { readonly action: string })[];
}

interface TimedCall extends ReadingCall, Omit<Counted, 'table'> {}

/**
 * Runs the saved query `principal_read`.
 *
 * @throws QueryFailedError
 */
export const athenaPrincipalReads = (
  client: AthenaClient,
  { principal, from, to, deployment }: PrincipalQuestion,
  onWait: (bytes: number) => void,
): Promise<PrincipalReads> =>
  summed(athenaCalls(client, { values: { principal, from, to }, deployment, onWait }));

async function* athenaCalls(
  client: AthenaClient,
  question: Omit<SavedQuestion, 'query'>,
): AsyncGenerator<TimedCall> {
  for await (const value of athenaRows(client, { query: 'principal_read', ...question })) {
    yield {
      action: value('action'),
      tables: value('tables'),
      parameters: jsonOf(value('parameters')),
      calls: Number(value('calls')),
      time: value('time'),
      until: value('until'),
    };
  }
}

/** CloudTrail leaves out parameters that are too long. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * What the saved query finds, in the records that the embedded runtime writes.
 *
 * @throws NoLocalTrailError
 */
export const localPrincipalReads = (
  directory: string,
  question: PrincipalQuestion,
): Promise<PrincipalReads> => summed(localCalls(directory, question));

const actions: ReadonlySet<string> = new Set([...readsOfItems, ...readsOfTables, ...copies]);

async function* localCalls(
  directory: string,
  question: PrincipalQuestion,
): AsyncGenerator<TimedCall> {
  for await (const event of localEvents(directory, question)) {
    if (!isAsked(event, question)) continue;
    const { eventName: action, eventTime: time, requestParameters: parameters } = event;
    yield { action, tables: tablesOf(event), parameters, calls: 1, time, until: time };
  }
}

function isAsked(event: EventRecord, { principal, deployment }: PrincipalQuestion): boolean {
  const { arn, sessionContext } = event.userIdentity;
  if (![arn, sessionContext?.sessionIssuer?.arn].includes(principal)) return false;
  if (event.errorCode !== undefined || !actions.has(event.eventName) || writesOnly(event)) {
    return false;
  }
  if (event.eventSource === 'backup.amazonaws.com') return true;
  const parameters = withoutHyphens(JSON.stringify(event.requestParameters ?? tablesOf(event)));
  return (
    event.eventSource === 'dynamodb.amazonaws.com' && parameters.includes(ourTables({ deployment }))
  );
}

async function summed(calls: AsyncIterable<TimedCall>): Promise<PrincipalReads> {
  const people = new Map<string, Counted & { readonly subjectId: string }>();
  const others = {
    table: new Map<string, Counted & { readonly action: string }>(),
    row: new Map<string, Counted & { readonly action: string }>(),
  };
  for await (const { calls: count, time, until, ...call } of calls) {
    // A batch may name a table or a person several times: it is one call.
    for (const read of onceEach(readOf(call))) {
      const { table } = read;
      const counted = { table, calls: count, time, until };
      if (read.kind === 'people') {
        for (const subjectId of read.subjectIds) add(people, { subjectId, ...counted });
      } else {
        add(others[read.kind], { action: call.action, ...counted });
      }
    }
  }
  const sorted = <Row extends Counted>(rows: ReadonlyMap<string, Row>): readonly Row[] =>
    [...rows.values()].sort((one, other) => one.time.localeCompare(other.time));
  return {
    people: sorted(people),
    wholeTables: sorted(others.table),
    otherRows: sorted(others.row),
  };
}

function onceEach(reads: readonly PartRead[]): readonly PartRead[] {
  const parts = reads.flatMap((read): readonly PartRead[] =>
    read.kind === 'people'
      ? read.subjectIds.map((subjectId) => ({ ...read, subjectIds: [subjectId] }))
      : [read],
  );
  return [...new Map(parts.map((part) => [JSON.stringify(part), part])).values()];
}

function add<Row extends Counted>(rows: Map<string, Row>, row: Row): void {
  const { calls, time, until, ...names } = row;
  const key = JSON.stringify(names);
  const before = rows.get(key);
  rows.set(key, {
    ...row,
    calls: calls + (before?.calls ?? 0),
    time: before !== undefined && before.time < time ? before.time : time,
    until: before !== undefined && before.until > until ? before.until : until,
  });
}
