import { BatchExecuteStatementCommand } from '@aws-sdk/client-dynamodb';
import type { BatchStatementResponse } from '@aws-sdk/client-dynamodb';
import { setTimeout as delay } from 'node:timers/promises';
import type { Database } from '../platform/dynamo/database.ts';
import { StoreUnavailableError, TransactionFailedError } from '../platform/dynamo/errors.ts';
import { queryAll, sent } from '../platform/dynamo/read.ts';
import type { Statement } from '../platform/dynamo/statement.ts';
import { remove } from '../platform/dynamo/statement.ts';
import type { SubjectId } from '../platform/ids.ts';
import type { WithholdingGround } from '../policy/schema.ts';
import type { WithheldRecords } from './record.ts';
import type { RecordsDependencies } from './rows.ts';
import { recordFields, recordKey, withEnd } from './rows.ts';
import { records } from './table.ts';
import { openTally } from './withhold.ts';

export interface PurgeOptions {
  /** Purposes whose re-sealed rows stay, with the ground for it. */
  readonly keep: ReadonlyMap<string, WithholdingGround>;
}

export interface Purged {
  /** Rows that this call deleted; what an interrupted call deleted before is not among them. */
  readonly deleted: number;
  readonly withheld: readonly WithheldRecords[];
}

/** AWS: statements in one BatchExecuteStatement. */
export const statementsPerCall = 25;
const rounds = 10;
const attempts = 8;

const purgedFields = recordFields.pick({
  recordId: true,
  version: true,
  category: true,
  expiresAt: true,
  endsAt: true,
  withheld: true,
});
const purgedRow = purgedFields.transform(withEnd);

/**
 * The version in WHERE keeps a row that was re-sealed after it was listed. Rows that changed or
 * went meanwhile are listed again.
 */
export async function purge(
  { database }: Pick<RecordsDependencies, 'database'>,
  subjectId: SubjectId,
  { keep }: PurgeOptions,
): Promise<Purged> {
  const grounds = new Set(keep.values());
  let deleted = 0;
  for (let round = 0; round < rounds; round += 1) {
    const tally = openTally();
    let doomed: Statement[] = [];
    let left = 0;
    const flush = async () => {
      const done = await deleteEach(database, doomed);
      deleted += done;
      left += doomed.length - done;
      doomed = [];
    };
    const options = {
      partition: { subjectId },
      attributes: Object.keys(purgedFields.shape),
    };
    for await (const row of queryAll(database, records, options, purgedRow)) {
      const { recordId, version, withheld, suspended } = row;
      if (withheld !== undefined && (suspended || grounds.has(withheld))) {
        tally.add({ ...row, ground: withheld });
        continue;
      }
      doomed.push(remove(records, recordKey(subjectId, recordId), version));
      if (doomed.length === statementsPerCall) await flush();
    }
    await flush();
    if (left === 0) return { deleted, withheld: tally.entries() };
  }
  throw new StoreUnavailableError('rows kept changing while they were purged');
}

/** Answers how many of the rows were deleted; the others changed or were gone. */
export async function deleteEach(
  database: Database,
  statements: readonly Statement[],
): Promise<number> {
  let pending = statements;
  let deleted = 0;
  for (let attempt = 0; pending.length > 0; attempt += 1) {
    if (attempt === attempts) throw new StoreUnavailableError('the database leaves deletes undone');
    if (attempt > 0) await delay(Math.random() * 20 * 2 ** attempt);
    const responses = await execute(database, pending);
    const outcomes = pending.map((statement, index) => ({
      statement,
      outcome: outcomeOf(responses[index]),
    }));
    deleted += outcomes.filter(({ outcome }) => outcome === 'deleted').length;
    pending = outcomes.flatMap(({ statement, outcome }) =>
      outcome === 'unprocessed' ? [statement] : [],
    );
  }
  return deleted;
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

function outcomeOf(
  response: BatchStatementResponse | undefined,
): 'deleted' | 'changed' | 'unprocessed' {
  if (response === undefined) return 'unprocessed';
  const code = response.Error?.Code;
  switch (code) {
    case undefined:
      return 'deleted';
    case 'ConditionalCheckFailed':
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
