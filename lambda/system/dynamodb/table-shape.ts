import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import type { AttributeValue, DynamoDBClient, KeySchemaElement } from '@aws-sdk/client-dynamodb';
import type { DynamodbSettings } from '../../policy/connectors/dynamodb.ts';
import type { IdentifierType } from '../model/connector.ts';
import { SystemFaultError } from '../model/faults.ts';

export type TableSettings = DynamodbSettings['tables'][number];
export type Item = Record<string, AttributeValue>;

/** What a table is, as far as people are found in it. */
export interface TableShape {
  readonly name: string;
  /** Attributes of its primary key. */
  readonly key: readonly string[];
  /** Key attributes of the table and of each index: the partition key first. */
  readonly keyOf: (index?: string) => readonly string[] | undefined;
  readonly typeOf: (attribute: string) => 'S' | 'N' | 'B' | undefined;
}

/** How the items of a person are found in one table. */
export type ItemSelector = TableSettings['key'];

/** `arn:aws:dynamodb:region:account:table/Name`. */
export const tableNameOf = (arn: string): string => arn.slice(arn.lastIndexOf('/') + 1);
export const regionOf = (arn: string): string | undefined => arn.split(':')[3];

export async function readShape(client: DynamoDBClient, arn: string): Promise<TableShape> {
  const name = tableNameOf(arn);
  const { Table: table } = await client.send(new DescribeTableCommand({ TableName: name }));
  if (table === undefined) throw new SystemFaultError('not-found');
  const keys = new Map<string | undefined, readonly string[]>([
    [undefined, namesIn(table.KeySchema)],
  ]);
  for (const index of [
    ...(table.GlobalSecondaryIndexes ?? []).filter(isReadable),
    ...(table.LocalSecondaryIndexes ?? []),
  ]) {
    keys.set(index.IndexName, namesIn(index.KeySchema));
  }
  const types = new Map(
    (table.AttributeDefinitions ?? []).map((one) => [one.AttributeName, one.AttributeType]),
  );
  return {
    name,
    key: namesIn(table.KeySchema),
    keyOf: (index) => keys.get(index),
    typeOf: (attribute) => types.get(attribute),
  };
}

/** An index that is being built has some of the items only. */
const isReadable = ({ IndexStatus: status }: { readonly IndexStatus?: string }): boolean =>
  status === undefined || status === 'ACTIVE' || status === 'UPDATING';

/** The partition key first. */
const namesIn = (schema: readonly KeySchemaElement[] = []): readonly string[] =>
  schema
    .toSorted((one, other) => (one.KeyType ?? '').localeCompare(other.KeyType ?? ''))
    .flatMap(({ AttributeName: name }) => (name === undefined ? [] : [name]));

/** What a selector asks of a table that the table has not; undefined: it fits. */
export function misfitOf(shape: TableShape, selector: ItemSelector): Misfit | undefined {
  const key = shape.keyOf(selector.index);
  if (key === undefined) return 'no-such-index';
  if (key[0] !== selector.attribute) return 'not-the-partition-key';
  if (shape.typeOf(selector.attribute) === 'B') return 'binary-key';
  if (selector.sortKeyPrefix === undefined) return undefined;
  return key[1] === undefined || shape.typeOf(key[1]) !== 'S' ? 'no-sort-key' : undefined;
}
export type Misfit = 'no-such-index' | 'not-the-partition-key' | 'binary-key' | 'no-sort-key';

/** As DynamoDB returns it: `007` is no number of an item, and names no one in a column of numbers. */
const integer = /^(?:0|-?[1-9]\d{0,37})$/;

/** The value of the attribute for a person; undefined where no item can have it. */
export function attributeFor(
  shape: TableShape,
  selector: ItemSelector,
  identifier: string,
): AttributeValue | undefined {
  const text = (selector.value ?? placeholderOf(selector.identifier)).replace(
    placeholderOf(selector.identifier),
    () => identifier,
  );
  if (shape.typeOf(selector.attribute) === 'N') return integer.test(text) ? { N: text } : undefined;
  return { S: text };
}

/** Whether the value of the attribute is one that names a person by this selector. */
export function namesPerson(selector: ItemSelector, value: AttributeValue | undefined): boolean {
  const text = value?.S ?? value?.N;
  if (text === undefined) return false;
  if (selector.value === undefined) return true;
  const [before = '', after = ''] = selector.value.split(placeholderOf(selector.identifier));
  return (
    text.length > before.length + after.length && text.startsWith(before) && text.endsWith(after)
  );
}

const placeholderOf = (identifier: IdentifierType): string => `{${identifier}}`;
