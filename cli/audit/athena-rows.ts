import {
  GetQueryExecutionCommand,
  paginateGetQueryResults,
  StartQueryExecutionCommand,
} from '@aws-sdk/client-athena';
import type { AthenaClient, Row } from '@aws-sdk/client-athena';
import { setTimeout as pause } from 'node:timers/promises';
import { athenaNames, savedQueries } from '../../lib/audit/queries.ts';
import type { Parameter } from '../../lib/audit/queries.ts';

export interface SavedQuestion {
  /** Name of a saved query. */
  readonly query: string;
  /** Of its parameters; days as 2026-11-24. */
  readonly values: Readonly<Partial<Record<Parameter, string>>>;
  readonly deployment: string;
  /** Called with the bytes that were read so far. */
  readonly onWait: (bytes: number) => void;
}

/** A row of a result: its values by the names of the columns. */
export type AthenaRow = (column: string) => string;

/**
 * Runs a saved query with Athena. Values are parameters of it, never part of its text.
 *
 * @throws QueryFailedError
 */
export async function* athenaRows(
  client: AthenaClient,
  question: SavedQuestion,
): AsyncGenerator<AthenaRow> {
  const { query, deployment } = question;
  const { workgroup, database } = athenaNames({ deployment });
  const { QueryExecutionId: execution } = await client.send(
    new StartQueryExecutionCommand({
      QueryString: `EXECUTE ${query}`,
      ExecutionParameters: parametersOf(question).map((value) => `'${value}'`),
      QueryExecutionContext: { Database: database },
      WorkGroup: workgroup,
    }),
  );
  await ended(client, execution, question.onWait);
  let names: readonly string[] | undefined;
  for await (const page of paginateGetQueryResults({ client }, { QueryExecutionId: execution })) {
    for (const row of page.ResultSet?.Rows ?? []) {
      const values = valuesOf(row);
      // The first row has the names of the columns.
      if (names === undefined) names = values;
      else {
        const columns = names;
        yield (column) => values[columns.indexOf(column)] ?? '';
      }
    }
  }
}

/** @throws TypeError for a query that is not saved, or a value that is missing */
function parametersOf({ query, values, deployment }: SavedQuestion): string[] {
  const saved = savedQueries({ deployment }).find(({ name }) => name === query);
  if (saved === undefined) throw new TypeError(`no query is called ${query}`);
  return saved.parameters.map((parameter) => {
    const value = values[parameter];
    if (value === undefined) throw new TypeError(`${query} needs ${parameter}`);
    return parameter === 'from' || parameter === 'to' ? value.replaceAll('-', '/') : value;
  });
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

/** Athena could not run the query; the message is that of Athena, and names columns and buckets. */
export class QueryFailedError extends Error {
  override readonly name = 'QueryFailedError';
}
