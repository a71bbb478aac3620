import { BatchGetItemCommand, GetItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import type {
  AttributeValue,
  BatchGetItemCommandInput,
  QueryCommandInput,
  QueryCommandOutput,
} from '@aws-sdk/client-dynamodb';
import { backoff } from './retry.ts';
import type * as z from 'zod';
import { ahead } from './ahead.ts';
import type { Database } from './database.ts';
import { CorruptRowError, StoreUnavailableError } from './errors.ts';
import type { TableFacts } from './facts.ts';
import { fromItem, toAttribute } from './statement.ts';
import type { Key } from './statement.ts';

/**
 * Reads one row, strongly consistent.
 *
 * @throws StoreUnavailableError when the database does not respond
 * @throws CorruptRowError when the row does not fit `schema`
 */
export async function getRow<Row>(
  database: Database,
  table: TableFacts,
  key: Key,
  schema: z.ZodType<Row>,
): Promise<Row | undefined> {
  const { Item: item } = await sent(() =>
    database.client.send(
      new GetItemCommand({
        TableName: database.physicalName(table),
        Key: marshalKey(key),
        ConsistentRead: true,
      }),
    ),
  );
  return item === undefined ? undefined : parseRow(table, item, schema);
}

/** AWS: rows in one BatchGetItem. */
export const keysPerBatch = 100;

/**
 * Reads rows by key, strongly consistent, and retries those that the database leaves unprocessed.
 *
 * @param keys at most 100, each once
 * @param attributes names those to read; all when absent
 * @returns the rows that exist, in no particular order
 * @throws StoreUnavailableError when the database does not respond, or leaves rows unprocessed
 * @throws CorruptRowError when a row does not fit `schema`
 */
export async function getRows<Row>(
  database: Database,
  table: TableFacts,
  keys: readonly Key[],
  schema: z.ZodType<Row>,
  attributes?: readonly string[],
): Promise<Row[]> {
  if (keys.length > keysPerBatch) throw new RangeError(`a batch holds ${keysPerBatch} keys`);
  if (keys.length === 0) return [];
  const tableName = database.physicalName(table);
  const projection = attributes && {
    ProjectionExpression: attributes.map((name) => `#${name}`).join(', '),
    ExpressionAttributeNames: Object.fromEntries(attributes.map((name) => [`#${name}`, name])),
  };
  const request = { Keys: keys.map(marshalKey), ConsistentRead: true, ...projection };
  const found = await getBatch(database, { [tableName]: request });
  return (found[tableName] ?? []).map((item) => parseRow(table, item, schema));
}

const batchAttempts = 6;
type Requested = NonNullable<BatchGetItemCommandInput['RequestItems']>;
type Items = Record<string, AttributeValue>[];

/**
 * One BatchGetItem, repeated for what the database leaves unprocessed.
 *
 * @param asked at most 100 keys, by physical name of the table
 * @throws StoreUnavailableError
 */
export async function getBatch(
  database: Database,
  asked: Requested,
): Promise<Readonly<Record<string, Items>>> {
  const found: Record<string, Items> = {};
  let left = asked;
  for (let attempt = 0; Object.keys(left).length > 0; attempt += 1) {
    if (attempt === batchAttempts) {
      throw new StoreUnavailableError('the database left rows of a batch unread');
    }
    if (attempt > 0) await backoff(attempt);
    const { Responses: responses = {}, UnprocessedKeys: unprocessed = {} } = await sent(() =>
      database.client.send(new BatchGetItemCommand({ RequestItems: left })),
    );
    for (const [tableName, items] of Object.entries(responses)) {
      (found[tableName] ??= []).push(...items);
    }
    left = unprocessed;
  }
  return found;
}

export interface QueryOptions {
  /** Equality on the partition key of the table or of `index`. */
  readonly partition: Key;
  readonly index?: string;
  /** Range on the sort key; both ends inclusive. */
  readonly between?: readonly [attribute: string, from: string, to: string];
  /** Equality filter on other attributes, applied after the read. */
  readonly filter?: Readonly<Record<string, string>>;
  /** Names attributes to read; all when absent. */
  readonly attributes?: readonly string[];
  readonly limit?: number;
  readonly newestFirst?: boolean;
  readonly startAfter?: Key;
}

export interface QueryPage<Row> {
  readonly rows: readonly Row[];
  /** Key of the last row that was evaluated; absent on the last page. */
  readonly lastKey?: Key;
}

/** Reads one page of at most 1 MB: strongly consistent on a table, eventually on an index. */
export async function queryPage<Row>(
  database: Database,
  table: TableFacts,
  options: QueryOptions,
  schema: z.ZodType<Row>,
): Promise<QueryPage<Row>> {
  const input = queryInput(database.physicalName(table), options);
  const page = await sent(() => database.client.send(new QueryCommand(input)));
  return {
    rows: (page.Items ?? []).map((item) => parseRow(table, item, schema)),
    lastKey: page.LastEvaluatedKey && unmarshalKey(page.LastEvaluatedKey),
  };
}

/** Reads every row of a partition, page by page. While one page is used, the next one is being read. */
export async function* queryAll<Row>(
  database: Database,
  table: TableFacts,
  options: QueryOptions,
  schema: z.ZodType<Row>,
): AsyncGenerator<Row, void> {
  for await (const items of ahead(rawPages(database, table, options))) {
    for (const item of items) yield parseRow(table, item, schema);
  }
}

type RawItem = Record<string, AttributeValue>;

async function* rawPages(
  database: Database,
  table: TableFacts,
  options: QueryOptions,
): AsyncGenerator<readonly RawItem[], void> {
  const input = queryInput(database.physicalName(table), options);
  let startKey = input.ExclusiveStartKey;
  do {
    const page: QueryCommandOutput = await sent(() =>
      database.client.send(new QueryCommand({ ...input, ExclusiveStartKey: startKey })),
    );
    yield page.Items ?? [];
    startKey = page.LastEvaluatedKey;
  } while (startKey !== undefined);
}

function queryInput(tableName: string, options: QueryOptions): QueryCommandInput {
  const names: Record<string, string> = {};
  const values: Record<string, AttributeValue> = {};
  const place = (name: string, value: string, suffix = ''): string => {
    names[`#${name}`] = name;
    values[`:${name}${suffix}`] = { S: value };
    return `:${name}${suffix}`;
  };
  const equal = ([name, value]: [string, string]): string => `#${name} = ${place(name, value)}`;
  const conditions = Object.entries(options.partition).map(equal);
  if (options.between) {
    const [name, from, to] = options.between;
    conditions.push(`#${name} BETWEEN ${place(name, from, '0')} AND ${place(name, to, '1')}`);
  }
  const filter = Object.entries(options.filter ?? {}).map(equal);
  const attributes = (options.attributes ?? []).map((name) => {
    names[`#${name}`] = name;
    return `#${name}`;
  });
  return {
    TableName: tableName,
    ...(options.index === undefined ? { ConsistentRead: true } : { IndexName: options.index }),
    KeyConditionExpression: conditions.join(' AND '),
    ...(filter.length > 0 && { FilterExpression: filter.join(' AND ') }),
    ...(attributes.length > 0 && { ProjectionExpression: attributes.join(', ') }),
    ExpressionAttributeNames: names,
    ExpressionAttributeValues: values,
    Limit: options.limit,
    ...(options.newestFirst && { ScanIndexForward: false }),
    ExclusiveStartKey: options.startAfter && marshalKey(options.startAfter),
  };
}

export function parseRow<Row>(
  table: TableFacts,
  item: Record<string, AttributeValue>,
  schema: z.ZodType<Row>,
): Row {
  const parsed = schema.safeParse(fromItem(item));
  if (!parsed.success) throw new CorruptRowError(table.name, { cause: issuesOf(parsed.error) });
  return parsed.data;
}

// Codes and paths only: a zod error repeats the value that it rejects.
const issuesOf = (error: z.ZodError) =>
  error.issues.map(({ code, path }) => `${code} at ${path.join('.')}`);

export const marshalKey = (key: Key): Record<string, AttributeValue> =>
  Object.fromEntries(Object.entries(key).map(([name, value]) => [name, toAttribute(value)]));

const unmarshalKey = (key: Record<string, AttributeValue>): Key =>
  Object.fromEntries(Object.entries(key).map(([name, { S = '' }]) => [name, S]));

/** Sends a read; anything the SDK throws becomes StoreUnavailableError. */
export async function sent<Answer>(send: () => Promise<Answer>): Promise<Answer> {
  try {
    return await send();
  } catch (error) {
    throw StoreUnavailableError.from(error);
  }
}
