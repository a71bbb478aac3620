import { BatchExecuteStatementCommand } from '@aws-sdk/client-dynamodb';
import type { BatchStatementResponse } from '@aws-sdk/client-dynamodb';
import { backoff } from './retry.ts';
import type { Database } from './database.ts';
import { StoreUnavailableError, TransactionFailedError } from './errors.ts';
import { sent } from './read.ts';
import type { Statement } from './statement.ts';
import { prepare } from './statement.ts';

/** AWS: statements in one BatchExecuteStatement. */
export const statementsPerCall = 25;
const attempts = 8;

/**
 * `changed`: the version was no longer the expected one, the row was deleted, or an INSERT met one that
 * was there.
 */
export type BatchOutcome = 'done' | 'changed';

/**
 * Executes each statement on its own, and retries what the database left unprocessed.
 *
 * @param statements at most 25, each for another row
 * @returns one outcome for each, in order
 * @throws StoreUnavailableError when the database does not respond, or leaves statements
 * unprocessed
 */
export async function executeEach(
  database: Database,
  statements: readonly Statement[],
): Promise<readonly BatchOutcome[]> {
  const prepared = prepare(database, statements);
  if (prepared !== undefined) await prepared;
  const outcomes = new Map<Statement, BatchOutcome>();
  let pending = statements;
  for (let attempt = 0; pending.length > 0; attempt += 1) {
    if (attempt === attempts) throw new StoreUnavailableError('the database leaves writes undone');
    if (attempt > 0) await backoff(attempt);
    const responses = await execute(database, pending);
    for (const [index, statement] of pending.entries()) {
      const outcome = outcomeOf(responses[index]);
      if (outcome !== 'unprocessed') outcomes.set(statement, outcome);
    }
    pending = pending.filter((statement) => !outcomes.has(statement));
  }
  return statements.map((statement) => outcomes.get(statement) ?? 'changed');
}

async function execute(
  database: Database,
  statements: readonly Statement[],
): Promise<readonly BatchStatementResponse[]> {
  const { Responses: responses = [] } = await sent(() =>
    database.client.send(
      new BatchExecuteStatementCommand({
        Statements: statements.map(({ table, text, parameters }) => ({
          Statement: text(database.physicalName(table)),
          Parameters: [...parameters],
        })),
      }),
    ),
  );
  return responses;
}

function outcomeOf(response: BatchStatementResponse | undefined): BatchOutcome | 'unprocessed' {
  if (response === undefined) return 'unprocessed';
  const code = response.Error?.Code;
  switch (code) {
    case undefined:
      return 'done';
    case 'ConditionalCheckFailed':
    case 'DuplicateItem':
      return 'changed';
    case 'InternalServerError':
    case 'ProvisionedThroughputExceeded':
    case 'RequestLimitExceeded':
    case 'ThrottlingError':
    case 'TransactionConflict':
      return 'unprocessed';
    default:
      throw new TransactionFailedError([code]);
  }
}
