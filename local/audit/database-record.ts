import { localName, onStreams, partsOf } from './database-parts.ts';
import type { TableLookup } from './database-parts.ts';
import type { AuditedCall } from './record.ts';
import type { Selects } from './selectors.ts';

/** One call of the database, as it went over its connection. */
export interface DatabaseCall {
  readonly at: Date;
  /** `DynamoDB_20120810.GetItem`. */
  readonly target: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly errorCode?: string | undefined;
}

const reads = new Set(['GetItem', 'BatchGetItem', 'Query', 'Scan', 'TransactGetItems']);
const writes = new Set([
  'PutItem',
  'UpdateItem',
  'DeleteItem',
  'BatchWriteItem',
  'TransactWriteItems',
]);
const statements = new Set(['ExecuteStatement', 'BatchExecuteStatement', 'ExecuteTransaction']);

/**
 * What is recorded of a call: CloudTrail writes keys of rows in clear, other values not at all or
 * redacted (Amazon DynamoDB Developer Guide, Understanding DynamoDB log file entries).
 *
 * @returns undefined for a call on no table of the template
 */
export function databaseCall(
  { at, target, input, errorCode }: DatabaseCall,
  tableOf: TableLookup,
  selects: Selects,
): AuditedCall | undefined {
  const action = target.split('.').at(-1) ?? '';
  const type = onStreams.has(action) ? 'AWS::DynamoDB::Stream' : 'AWS::DynamoDB::Table';
  const category = isData(action) ? 'Data' : 'Management';
  const readOnly = reads.has(action) || onStreams.has(action) || /^(?:Describe|List)/.test(action);
  // A table that the trail leaves out is left out of a call on several tables too.
  const recorded = partsOf(action, input, tableOf).flatMap(({ table, parameters }) => {
    const arn = tableOf(localName(table))?.arn;
    if (arn === undefined) return [];
    const resource = { type, ARN: type === 'AWS::DynamoDB::Table' ? arn : `${arn}/stream/local` };
    return selects({ category, action, readOnly, resource }) ? [{ resource, parameters }] : [];
  });
  const [first] = recorded;
  if (first === undefined) return undefined;
  return {
    at,
    service: 'dynamodb',
    action,
    category,
    readOnly,
    resources: [...new Map(recorded.map(({ resource }) => [resource.ARN, resource])).values()],
    parameters: isOfMany(action)
      ? { requestItems: recorded.map(({ parameters }) => parameters) }
      : first.parameters,
    errorCode,
  };
}

const isData = (action: string): boolean =>
  [reads, writes, statements, onStreams].some((group) => group.has(action));

const isOfMany = (action: string): boolean => /^(?:Batch|Transact|ExecuteTransaction)/.test(action);
