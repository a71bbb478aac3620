import {
  BatchWriteItemCommand,
  ConditionalCheckFailedException,
  DeleteItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { isKeyOfTable, keyOf, namesFor } from './items.ts';
import { forEach, retried } from './retried.ts';
import type { Selection } from './selections.ts';
import type { Item } from './table-shape.ts';

/** AWS: writes in one BatchWriteItem. */
const writesPerBatch = 25;
const batchesAtOnce = 4;
const writesAtOnce = 16;

/**
 * Deletes items of the person; returns how many. By batch where the primary key names the person. Where
 * only an attribute does, each delete has the condition that it still does.
 */
export async function deleteItems(selection: Selection, items: readonly Item[]): Promise<number> {
  if (!isKeyOfTable(selection)) {
    return countEach(items, (item) => deleteIfTheirs(selection, item));
  }
  const batches = Array.from({ length: Math.ceil(items.length / writesPerBatch) }, (_, index) =>
    items.slice(index * writesPerBatch, (index + 1) * writesPerBatch),
  );
  await forEach(batches, batchesAtOnce, (batch) => deleteBatch(selection, batch));
  return items.length;
}

async function deleteBatch({ client, shape }: Selection, items: readonly Item[]): Promise<void> {
  let left = items.map((item) => ({ DeleteRequest: { Key: keyOf(shape, item) } }));
  await retried(async () => {
    const { UnprocessedItems: unprocessed } = await client.send(
      new BatchWriteItemCommand({ RequestItems: { [shape.name]: left } }),
    );
    left = (unprocessed?.[shape.name] ?? []) as typeof left;
    return left.length === 0;
  });
}

function deleteIfTheirs({ client, shape, selector, value }: Selection, item: Item) {
  return isDone(() =>
    client.send(
      new DeleteItemCommand({
        TableName: shape.name,
        Key: keyOf(shape, item),
        ConditionExpression: '#person = :person',
        ExpressionAttributeNames: { '#person': selector.attribute },
        ExpressionAttributeValues: { ':person': value },
      }),
    ),
  );
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
