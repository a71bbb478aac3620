import { isObject } from '../template.ts';
import { redactStatement, tableOfStatement } from './partiql.ts';

/** A table of the template. */
export interface AuditedTable {
  readonly arn: string;
  /** Names of its key attributes. */
  readonly keys: readonly string[];
}

/** The table by its local name; undefined for a table in place of another service. */
export type TableLookup = (localName: string) => AuditedTable | undefined;

export interface Part {
  readonly table: string;
  readonly parameters: Readonly<Record<string, unknown>>;
}

export const onStreams = new Set(['DescribeStream', 'GetRecords', 'GetShardIterator']);

/** Members without values of rows: expressions have placeholders for those. */
const plain = new Set([
  'AttributesToGet',
  'ConditionExpression',
  'ConsistentRead',
  'ExpressionAttributeNames',
  'FilterExpression',
  'IndexName',
  'KeyConditionExpression',
  'Limit',
  'ProjectionExpression',
  'ReturnConsumedCapacity',
  'ReturnItemCollectionMetrics',
  'ReturnValues',
  'ScanIndexForward',
  'Segment',
  'Select',
  'TotalSegments',
  'UpdateExpression',
]);

/** The tables that a call names, and for each what is recorded of its parameters. */
export function partsOf(
  action: string,
  input: Readonly<Record<string, unknown>>,
  tableOf: TableLookup,
): readonly Part[] {
  switch (action) {
    case 'ExecuteStatement':
      return [statementPart(input, tableOf)];
    case 'BatchExecuteStatement':
      return objectsIn(input['Statements']).map((each) => statementPart(each, tableOf));
    case 'ExecuteTransaction':
      return objectsIn(input['TransactStatements']).map((each) => statementPart(each, tableOf));
    case 'TransactGetItems':
    case 'TransactWriteItems':
      return objectsIn(input['TransactItems']).flatMap((item) =>
        Object.entries(item).flatMap(([operation, inner]) =>
          isObject(inner) ? [itemPart(inner, tableOf, { operation })] : [],
        ),
      );
    case 'BatchGetItem':
      return byTable(input['RequestItems']).flatMap(([table, inner]) =>
        isObject(inner)
          ? objectsIn(inner['Keys']).map((Key) => itemPart({ TableName: table, Key }, tableOf))
          : [],
      );
    case 'BatchWriteItem':
      return byTable(input['RequestItems']).flatMap(([table, inner]) =>
        objectsIn(inner).flatMap((request) =>
          Object.entries(request).flatMap(([operation, each]) =>
            isObject(each) ? [itemPart({ TableName: table, ...each }, tableOf, { operation })] : [],
          ),
        ),
      );
    default:
      return onStreams.has(action) ? [streamPart(input)] : [itemPart(input, tableOf)];
  }
}

function statementPart(input: Readonly<Record<string, unknown>>, tableOf: TableLookup): Part {
  const statement = textOf(input['Statement']);
  const table = tableOfStatement(statement) ?? '';
  const parameters = Array.isArray(input['Parameters']) ? (input['Parameters'] as unknown[]) : [];
  const audited = tableOf(localName(table));
  const redacted = redactStatement(statement, audited?.keys ?? [], parameters);
  return { table, parameters: { statement: redacted.replace(table, nameOf(audited) ?? table) } };
}

function itemPart(
  input: Readonly<Record<string, unknown>>,
  tableOf: TableLookup,
  more: Readonly<Record<string, unknown>> = {},
): Part {
  const table = textOf(input['TableName'] ?? input['ResourceArn']);
  const audited = tableOf(localName(table));
  const item = isObject(input['Item']) ? input['Item'] : undefined;
  const start = input['ExclusiveStartKey'];
  const key = isObject(input['Key'])
    ? keyValues(input['Key'])
    : item &&
      keyValues(Object.fromEntries((audited?.keys ?? []).map((name) => [name, item[name]])));
  return {
    table,
    parameters: {
      ...more,
      tableName: nameOf(audited) ?? table,
      ...(key !== undefined && { key }),
      ...(item && { items: Object.keys(item) }),
      ...plainMembers(input),
      ...keyConditionValues(input),
      ...(isObject(start) && { exclusiveStartKey: keyValues(start) }),
    },
  };
}

function streamPart(input: Readonly<Record<string, unknown>>): Part {
  // The iterator of GetRecords names the stream in a form that only the server reads.
  const [, table = ''] = /:table\/([^/]+)\/stream\//.exec(textOf(input['StreamArn'])) ?? [];
  return { table, parameters: { shardIteratorType: input['ShardIteratorType'] } };
}

const plainMembers = (input: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(
    Object.entries(input)
      .filter(([name]) => plain.has(name))
      .map(([name, value]) => [name.charAt(0).toLowerCase() + name.slice(1), value]),
  );

/** Values that the condition on the keys of a Query names. */
function keyConditionValues(input: Readonly<Record<string, unknown>>) {
  const condition = input['KeyConditionExpression'];
  const values = input['ExpressionAttributeValues'];
  if (typeof condition !== 'string' || !isObject(values)) return {};
  const named = Object.entries(values).filter(([name]) =>
    new RegExp(`${name.replaceAll(/[^\w:]/g, '')}\\b`).test(condition),
  );
  return { expressionAttributeValues: keyValues(Object.fromEntries(named)) };
}

const keyValues = (key: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(key).flatMap(([name, value]) =>
      isObject(value) ? [[name, value['S'] ?? value['N'] ?? value['B']]] : [],
    ),
  );

const objectsIn = (list: unknown): Readonly<Record<string, unknown>>[] =>
  Array.isArray(list) ? list.filter(isObject) : [];

const byTable = (items: unknown): [string, unknown][] =>
  isObject(items) ? Object.entries(items) : [];

const nameOf = (table: AuditedTable | undefined): string | undefined =>
  table?.arn.split('/').at(-1);

/** A table may be named by its ARN. */
export const localName = (table: string): string => table.split('/').at(1) ?? table;

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
