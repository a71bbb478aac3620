import { ExecuteTransactionCommand, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import type { AttributeValue, CancellationReason } from '@aws-sdk/client-dynamodb';
import { backoff } from './retry.ts';
import type { Database } from './database.ts';
import { StoreUnavailableError, TransactionFailedError } from './errors.ts';
import type { Statement } from './statement.ts';
import { prepare, StatementError } from './statement.ts';

/** AWS: 100 statements and 4 MB a transaction; the margin is for attribute names and envelopes. */
const maximumStatements = 100;
const maximumBytes = 3.5 * 1024 * 1024;
const conflictAttempts = 8;

/**
 * Outcome of a transaction. `statement` is the index of the first one that failed: `duplicate` when
 * an INSERT met an existing row, `stale` when a version was not the expected one or the row did not
 * exist. `contended`: other transactions locked the rows during every attempt.
 */
export type TransactOutcome =
  | { readonly kind: 'committed' }
  | { readonly kind: 'duplicate'; readonly statement: number }
  | { readonly kind: 'stale'; readonly statement: number }
  | { readonly kind: 'contended' };

/**
 * Commits all statements or none.
 *
 * @throws StoreUnavailableError when the database cannot be reached or throttles: nothing is half
 * written, but the transaction may have been committed. Retry with the same ids.
 * @throws StatementError when the statements break the limits of the dialect
 */
export async function transact(
  database: Database,
  statements: readonly Statement[],
): Promise<TransactOutcome> {
  checkSize(statements);
  const prepared = prepare(database, statements);
  if (prepared !== undefined) await prepared;
  for (let attempt = 0; attempt < conflictAttempts; attempt += 1) {
    const outcome = await send(database, statements);
    if (outcome.kind !== 'contended') return outcome;
    await backoff(attempt);
  }
  return { kind: 'contended' };
}

async function send(
  database: Database,
  statements: readonly Statement[],
): Promise<TransactOutcome> {
  try {
    // The SDK adds one ClientRequestToken and repeats it, so a retried commit is not done twice.
    await database.client.send(
      new ExecuteTransactionCommand({
        TransactStatements: statements.map((statement) => ({
          Statement: statement.text(database.physicalName(statement.table)),
          Parameters: [...statement.parameters],
        })),
      }),
    );
    return { kind: 'committed' };
  } catch (error) {
    if (error instanceof TransactionCanceledException) {
      return outcomeOf(error.CancellationReasons ?? [], error);
    }
    throw StoreUnavailableError.from(error);
  }
}

/** The only place that maps cancellation reasons to outcomes. */
export function outcomeOf(reasons: readonly CancellationReason[], cause: unknown): TransactOutcome {
  const codes = reasons.map(({ Code }) => Code ?? 'None');
  const at = (code: string) => codes.indexOf(code);
  if (at('DuplicateItem') >= 0) return { kind: 'duplicate', statement: at('DuplicateItem') };
  if (at('ConditionalCheckFailed') >= 0) {
    return { kind: 'stale', statement: at('ConditionalCheckFailed') };
  }
  if (at('TransactionConflict') >= 0) return { kind: 'contended' };
  const throttled = ['ThrottlingError', 'ProvisionedThroughputExceeded', 'RequestLimitExceeded'];
  if (codes.some((code) => throttled.includes(code))) {
    throw new StoreUnavailableError('the database is throttling', { cause });
  }
  throw new TransactionFailedError(codes, { cause });
}

function checkSize(statements: readonly Statement[]): void {
  if (statements.length === 0 || statements.length > maximumStatements) {
    throw new StatementError(`a transaction holds 1 to ${maximumStatements} statements`);
  }
  const bytes = statements.reduce((sum, { parameters }) => sum + sizeOf(parameters), 0);
  if (bytes > maximumBytes) throw new StatementError(`a transaction holds ${maximumBytes} bytes`);
}

const sizeOf = (attributes: readonly AttributeValue[]): number =>
  attributes.reduce((sum, attribute) => sum + attributeBytes(attribute), 0);

function attributeBytes(attribute: AttributeValue): number {
  if (attribute.B !== undefined) return attribute.B.byteLength;
  if (attribute.S !== undefined) return Buffer.byteLength(attribute.S);
  if (attribute.L !== undefined) return sizeOf(attribute.L) + attribute.L.length;
  if (attribute.M !== undefined) {
    return Object.entries(attribute.M).reduce(
      (sum, [name, value]) => sum + Buffer.byteLength(name) + attributeBytes(value),
      0,
    );
  }
  return 21;
}
