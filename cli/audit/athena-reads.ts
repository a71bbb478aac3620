import {
  GetQueryExecutionCommand,
  paginateGetQueryResults,
  StartQueryExecutionCommand,
} from '@aws-sdk/client-athena';
import type { AthenaClient, Row } from '@aws-sdk/client-athena';
import { setTimeout as pause } from 'node:timers/promises';
import { athenaNames, savedQueries, withoutHyphens } from '../../lib/audit/queries.ts';
import type { Parameter } from '../../lib/audit/queries.ts';
import { functionOfRole } from './read.ts';
import type { Read } from './read.ts';

export interface Question {
  /** The random id of a person or a record. */
  readonly id: string;
  readonly deployment: string;
  /** Days, as 2026-11-24. */
  readonly from: string;
  readonly to: string;
}

const query = 'who_read';
const maximumReads = 10_000;

/**
 * Runs the saved query with Athena. The id is a parameter of it, never part of its text.
 *
 * @param onWait called with the bytes that were read so far
 * @throws QueryFailedError
 */
export async function athenaReads(
  client: AthenaClient,
  question: Question,
  onWait: (bytes: number) => void,
): Promise<Read[]> {
  const { deployment } = question;
  const { workgroup, database } = athenaNames({ deployment });
  const { QueryExecutionId: execution } = await client.send(
    new StartQueryExecutionCommand({
      QueryString: `EXECUTE ${query}`,
      ExecutionParameters: parametersOf(question).map((value) => `'${value}'`),
      QueryExecutionContext: { Database: database },
      WorkGroup: workgroup,
    }),
  );
  await ended(client, execution, onWait);
  const reads: Read[] = [];
  let names: readonly string[] | undefined;
  for await (const page of paginateGetQueryResults({ client }, { QueryExecutionId: execution })) {
    for (const row of page.ResultSet?.Rows ?? []) {
      // The first row has the names of the columns.
      if (names === undefined) names = valuesOf(row);
      else if (reads.length < maximumReads) reads.push(readOf(names, valuesOf(row), deployment));
    }
    if (reads.length >= maximumReads) break;
  }
  return reads;
}

/** @throws TypeError for a query that is not saved */
function parametersOf({ id, from, to, deployment }: Question): string[] {
  const saved = savedQueries({ deployment }).find(({ name }) => name === query);
  if (saved === undefined) throw new TypeError(`no query is called ${query}`);
  const values: Readonly<Record<Parameter, string>> = {
    id: withoutHyphens(id),
    from: from.replaceAll('-', '/'),
    to: to.replaceAll('-', '/'),
  };
  return saved.parameters.map((parameter) => values[parameter]);
}

async function ended(
  client: AthenaClient,
  execution: string | undefined,
  onWait: (bytes: number) => void,
): Promise<void> {
  for (let milliseconds = 250; ; milliseconds = Math.min(2_000, milliseconds * 2)) {
    const { QueryExecution: found } = await client.send(
      new GetQueryExecutionCommand({ QueryExecutionId: execution }),
    );
    const { State: state, StateChangeReason: reason } = found?.Status ?? {};
    if (state === 'SUCCEEDED') return;
    if (state === 'FAILED' || state === 'CANCELLED') {
      throw new QueryFailedError(
        `Athena ended the query (${state}): ${reason ?? 'no reason given'}`,
      );
    }
    onWait(found?.Statistics?.DataScannedInBytes ?? 0);
    await pause(milliseconds);
  }
}

const valuesOf = ({ Data: cells = [] }: Row): string[] =>
  cells.map(({ VarCharValue: value = '' }) => value);

function readOf(names: readonly string[], values: readonly string[], deployment: string): Read {
  const value = (name: string) => values[names.indexOf(name)] ?? '';
  const role = value('role');
  return {
    time: value('time'),
    until: value('until'),
    principal: value('principal'),
    role,
    function: functionOfRole(role, deployment),
    action: value('action'),
    tables: value('tables'),
    error: value('error'),
    reach: value('reach') === 'id' ? 'id' : 'table',
    calls: Number(value('calls')),
  };
}

/** Athena could not run the query; the message is that of Athena, and names columns and buckets. */
export class QueryFailedError extends Error {
  override readonly name = 'QueryFailedError';
}
