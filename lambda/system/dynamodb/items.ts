import { BatchGetItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { SystemFaultError } from '../model/faults.ts';
import { forEach, retried } from './retried.ts';
import type { Selection } from './selections.ts';
import type { Item, TableShape } from './table-shape.ts';

export interface ItemPage {
  readonly items: readonly Item[];
  readonly isEnd: boolean;
  /** After which the next page begins. */
  readonly next?: Item;
}

/** Attributes that a key expression needs, under names that no reserved word can clash with. */
export function namesFor(attributes: readonly string[]) {
  const places = new Map(attributes.map((name, index) => [name, `#n${index}`]));
  return {
    names: Object.fromEntries([...places].map(([name, placeholder]) => [placeholder, name])),
    of: (name: string): string => places.get(name) ?? '',
  };
}

/** Keys of the table, and those of the index that is read: together they are a place in it. */
export function placeAttributes({ shape, selector }: Selection): readonly string[] {
  return [...new Set([...shape.key, ...(shape.keyOf(selector.index) ?? [])])];
}

/** Whether the primary key itself names the person: then it is about no one else. */
export const isKeyOfTable = ({ shape, selector }: Selection): boolean =>
  shape.key.includes(selector.attribute);

/**
 * One page of a Query, of at most 1 MB and `limit` items: strongly consistent on a table.
 *
 * @param what keys only, whole items, or their number
 */
export async function queryItems(
  selection: Selection,
  what: 'keys' | 'items' | 'count',
  { after, limit }: { readonly after?: Item; readonly limit: number },
): Promise<ItemPage & { readonly count: number }> {
  const { client, shape, selector, value } = selection;
  const place = placeAttributes(selection);
  const { names, of } = namesFor(place);
  const sortKey = shape.keyOf(selector.index)?.[1];
  const prefix = sortKey === undefined ? undefined : selector.sortKeyPrefix;
  const conditions = [
    `${of(selector.attribute)} = :person`,
    ...(prefix === undefined ? [] : [`begins_with(${of(sortKey ?? '')}, :prefix)`]),
  ];
  const used =
    what === 'keys' ? place : [selector.attribute, prefix === undefined ? undefined : sortKey];
  const page = await client.send(
    new QueryCommand({
      TableName: shape.name,
      ...(selector.index === undefined ? { ConsistentRead: true } : { IndexName: selector.index }),
      KeyConditionExpression: conditions.join(' AND '),
      ...(what === 'keys' && { ProjectionExpression: place.map(of).join(', ') }),
      ...(what === 'count' && { Select: 'COUNT' }),
      ExpressionAttributeNames: Object.fromEntries(
        Object.entries(names).filter(([, name]) => used.includes(name)),
      ),
      ExpressionAttributeValues: {
        ':person': value,
        ...(prefix !== undefined && { ':prefix': { S: prefix } }),
      },
      Limit: limit,
      ExclusiveStartKey: after,
    }),
  );
  const next = page.LastEvaluatedKey;
  return { items: page.Items ?? [], isEnd: next === undefined, next, count: page.Count ?? 0 };
}

/**
 * Whole items of a person, in the order of the index or table. An index is only read for keys: it can
 * lag behind, and need not have every attribute.
 */
export async function readItems(
  selection: Selection,
  range: { readonly after?: Item; readonly limit: number },
): Promise<ItemPage> {
  if (selection.selector.index === undefined) return queryItems(selection, 'items', range);
  const limit = Math.min(range.limit, keysPerBatch);
  const { items: places, isEnd, next } = await queryItems(selection, 'keys', { ...range, limit });
  const found = await getItems(selection, places, 'items');
  const items = places
    .map((key) => found.get(keyText(selection.shape, key)))
    .filter((item) => item !== undefined);
  return { items, isEnd, next };
}

/**
 * Counts items of a person. What an index has is looked up in the table, because an item stays in the
 * index for a moment after it was deleted, and would be found again.
 */
export async function countItems(
  selection: Selection,
  range: { readonly after?: Item; readonly limit: number },
): Promise<Omit<ItemPage, 'items'> & { readonly count: number }> {
  if (selection.selector.index === undefined) {
    const { count, isEnd, next } = await queryItems(selection, 'count', range);
    return { count, isEnd, next };
  }
  const { items: places, isEnd, next } = await queryItems(selection, 'keys', range);
  const batches = Array.from({ length: Math.ceil(places.length / keysPerBatch) }, (_, index) =>
    places.slice(index * keysPerBatch, (index + 1) * keysPerBatch),
  );
  let count = 0;
  await forEach(batches, batchesAtOnce, async (batch) => {
    const found = await getItems(selection, batch, 'keys');
    count += found.size;
  });
  return { count, isEnd, next };
}

/** AWS: keys in one BatchGetItem. */
const keysPerBatch = 100;
const batchesAtOnce = 4;

async function getItems(
  { client, shape, selector, value }: Selection,
  places: readonly Item[],
  what: 'keys' | 'items',
): Promise<Map<string, Item>> {
  const { names } = namesFor([...new Set([...shape.key, selector.attribute])]);
  const projection = {
    ProjectionExpression: Object.keys(names).join(', '),
    ExpressionAttributeNames: names,
  };
  const found = new Map<string, Item>();
  let left = places.map((item) => keyOf(shape, item));
  await retried(async () => {
    if (left.length === 0) return true;
    const { Responses: responses, UnprocessedKeys: unread } = await client.send(
      new BatchGetItemCommand({
        RequestItems: {
          [shape.name]: { Keys: left, ConsistentRead: true, ...(what === 'keys' && projection) },
        },
      }),
    );
    for (const item of responses?.[shape.name] ?? []) {
      // The index may be behind: by now the item can be about another person.
      if (isSame(item[selector.attribute], value)) found.set(keyText(shape, item), item);
    }
    left = unread?.[shape.name]?.Keys ?? [];
    return left.length === 0;
  });
  return found;
}

/** A number is an integer as DynamoDB writes it, see `attributeFor`. */
const isSame = (one: AttributeValue | undefined, other: AttributeValue): boolean =>
  one !== undefined && one.S === other.S && one.N === other.N;

export function keyOf(shape: TableShape, item: Item): Item {
  return Object.fromEntries(shape.key.map((name) => [name, required(item[name])]));
}

export const placeOf = (selection: Selection, item: Item): Item =>
  Object.fromEntries(placeAttributes(selection).map((name) => [name, required(item[name])]));

const keyText = (shape: TableShape, item: Item): string =>
  JSON.stringify(shape.key.map((name) => Object.entries(required(item[name]))));

function required<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new SystemFaultError('invalid-answer');
  return value;
}
