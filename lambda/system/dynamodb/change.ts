import {
  BatchExecuteStatementCommand,
  BatchWriteItemCommand,
  ConditionalCheckFailedException,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { AttributeValue, BatchStatementResponse } from '@aws-sdk/client-dynamodb';
import { SystemFaultError } from '../model/faults.ts';
import { isKeyOfTable, keyOf, namesFor } from './items.ts';
import { forEach, retried } from './retried.ts';
import type { Selection } from './selections.ts';
import type { Item } from './table-shape.ts';

/** AWS: writes in one BatchWriteItem, and statements in one BatchExecuteStatement. */
const writesPerBatch = 25;
const batchesAtOnce = 4;
const writesAtOnce = 16;

/**
 * Deletes items of the person; returns how many. Where the primary key names the person there is nothing
 * to compare. Where only an attribute does, each delete has the condition that it still does.
 */
export async function deleteItems(selection: Selection, items: readonly Item[]): Promise<number> {
  const batches = Array.from({ length: Math.ceil(items.length / writesPerBatch) }, (_, index) =>
    items.slice(index * writesPerBatch, (index + 1) * writesPerBatch),
  );
  const deleteBatch = isKeyOfTable(selection) ? deleteByKey : deleteWhileTheirs;
  let deleted = 0;
  await forEach(batches, batchesAtOnce, async (batch) => {
    const count = await deleteBatch(selection, batch);
    deleted += count;
  });
  return deleted;
}

async function deleteByKey({ client, shape }: Selection, items: readonly Item[]): Promise<number> {
  let left = items.map((item) => ({ DeleteRequest: { Key: keyOf(shape, item) } }));
  await retried(async () => {
    const { UnprocessedItems: unprocessed } = await client.send(
      new BatchWriteItemCommand({ RequestItems: { [shape.name]: left } }),
    );
    left = (unprocessed?.[shape.name] ?? []) as typeof left;
    return left.length === 0;
  });
  return items.length;
}

/** BatchWriteItem has no conditions. Each statement of BatchExecuteStatement is a write of its own. */
async function deleteWhileTheirs(
  { client, shape, selector, value }: Selection,
  items: readonly Item[],
): Promise<number> {
  const where = [...shape.key, selector.attribute].map((name) => `${quoted(name)} = ?`);
  // Returned is what was there: a delete of an item that is gone succeeds as well.
  const text = `DELETE FROM ${quoted(shape.name)} WHERE ${where.join(' AND ')} RETURNING ALL OLD *`;
  let left = items.map((item) => [...Object.values(keyOf(shape, item)), value]);
  let deleted = 0;
  await retried(async () => {
    const { Responses: responses = [] } = await client.send(
      new BatchExecuteStatementCommand({
        Statements: left.map((parameters) => ({ Statement: text, Parameters: parameters })),
      }),
    );
    deleted += responses.filter(({ Item: item }) => item !== undefined).length;
    left = left.filter((_, index) => isUnprocessed(responses[index]));
    return left.length === 0;
  });
  return deleted;
}

/** An identifier of PartiQL. */
const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** @throws SystemFaultError where the same statement again would not succeed */
function isUnprocessed(response: BatchStatementResponse | undefined): boolean {
  if (response === undefined) return true;
  switch (response.Error?.Code) {
    case undefined:
    case 'ConditionalCheckFailed':
      return false;
    case 'InternalServerError':
    case 'ProvisionedThroughputExceeded':
    case 'RequestLimitExceeded':
    case 'ThrottlingError':
    case 'TransactionConflict':
      return true;
    case 'AccessDenied':
      throw new SystemFaultError('access-denied');
    case 'ResourceNotFound':
      throw new SystemFaultError('not-found');
    default:
      throw new SystemFaultError('misconfigured');
  }
}

/** A change of one place in an item: nothing else of the item is written. */
export interface PlaceChange {
  /** Names of attributes and of what is in them; a number is a place in a list. */
  readonly path: readonly (string | number)[];
  /** The change is made only while the place has this value; undefined: while it has not `to`. */
  readonly from?: AttributeValue;
  /** Undefined removes the attribute. */
  readonly to?: AttributeValue;
}

/** Changes one place of an item that is still there and still about the person; returns whether. */
export function changePlace(
  { client, shape, selector, value }: Selection,
  item: Item,
  { path, from, to }: PlaceChange,
): Promise<boolean> {
  const { names, of } = namesFor([
    selector.attribute,
    ...path.filter((part) => typeof part === 'string'),
  ]);
  const place = path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${of(part)}`))
    .join('')
    .slice(1);
  const isOld =
    from === undefined ? `(attribute_not_exists(${place}) OR ${place} <> :to)` : `${place} = :from`;
  return isDone(() =>
    client.send(
      new UpdateItemCommand({
        TableName: shape.name,
        Key: keyOf(shape, item),
        UpdateExpression: to === undefined ? `REMOVE ${place}` : `SET ${place} = :to`,
        // The person first: UpdateItem would make an item that is not there.
        ConditionExpression: `${of(selector.attribute)} = :person AND ${isOld}`,
        ExpressionAttributeNames: names,
        ExpressionAttributeValues: {
          ':person': value,
          ...(from !== undefined && { ':from': from }),
          ...(to !== undefined && { ':to': to }),
        },
      }),
    ),
  );
}

/** How many of the items `change` has changed. */
export async function countEach(
  items: readonly Item[],
  change: (item: Item) => Promise<boolean>,
): Promise<number> {
  let changed = 0;
  await forEach(items, writesAtOnce, async (item) => {
    if (await change(item)) changed += 1;
  });
  return changed;
}

async function isDone(send: () => Promise<unknown>): Promise<boolean> {
  try {
    await send();
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}
