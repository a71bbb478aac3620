import { ScanCommand } from '@aws-sdk/client-dynamodb';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import type { Control, ControlCall } from '../model/connector.ts';
import { SystemFaultError } from '../model/faults.ts';
import { namesFor, queryItems, readItems } from './items.ts';
import { selectionsOf, selectorOf } from './selections.ts';
import type { OpenTable, Selection } from './selections.ts';
import { attributeFor, namesPerson } from './table-shape.ts';
import type { Item } from './table-shape.ts';

/** Of one control person in one table: enough to notice a loss, and one page to count again. */
const maximumRows = 1_000;
const scannedAtOnce = 100;
const maximumScans = 64;
/** AWS: as many as one BatchGetItem reads. */
const copiesRead = 100;
/** Parts of the key space that are looked at in turn: the items of one person are together in one. */
const segments = 16;

const key = z.union([z.strictObject({ S: z.string() }), z.strictObject({ N: z.string() })]);
const others = z.record(z.string(), key);

/**
 * One other person in each table: chosen by a scan of a few items, and counted by the selector of the
 * call.
 */
export async function controlOf(tables: readonly OpenTable[], call: ControlCall): Promise<Control> {
  const chosen = new Map<string, AttributeValue>();
  const known = call.remembered === undefined ? undefined : parse(call.remembered);
  let rows = 0;
  for (const [index, table] of tables.entries()) {
    if (!call.categories.includes(table.settings.category)) continue;
    const value = known === undefined ? await anotherPerson(table, call) : known[index];
    if (value === undefined) continue;
    chosen.set(String(index), value);
    rows += await countOf({ ...table, selector: selectorOf(table.settings, call.path), value });
  }
  const remembered = chosen.size === 0 ? undefined : JSON.stringify(Object.fromEntries(chosen));
  return { kind: 'control', remembered, rows };
}

async function anotherPerson(
  table: OpenTable,
  call: ControlCall,
): Promise<AttributeValue | undefined> {
  const { client, shape, settings } = table;
  const selector = selectorOf(settings, call.path);
  const own = [
    ...call.identifiers
      .filter(({ type }) => type === selector.identifier)
      .map((identifier) => attributeFor(shape, selector, identifier.value)),
    ...(await keysOfCopies(table, call)),
  ].map((value) => value?.S ?? value?.N);
  const { sortKeyPrefix: prefix = '' } = selector;
  const sortKey = prefix === '' ? undefined : shape.keyOf(selector.index)?.[1];
  const read = [selector.attribute, ...(sortKey === undefined ? [] : [sortKey])];
  const { names, of } = namesFor(read);
  const places: Place[] = Array.from({ length: segments }, (_, segment) => ({ segment }));
  for (let scans = 0; scans < maximumScans; scans += 1) {
    const place = places.shift();
    if (place === undefined) return undefined;
    const page = await client.send(
      new ScanCommand({
        TableName: shape.name,
        IndexName: selector.index,
        ProjectionExpression: read.map(of).join(', '),
        ExpressionAttributeNames: names,
        Limit: scannedAtOnce,
        Segment: place.segment,
        TotalSegments: segments,
        ExclusiveStartKey: place.after,
      }),
    );
    const other = (page.Items ?? [])
      // Of another kind of item in the same table the selector would count none.
      .filter((item) => sortKey === undefined || item[sortKey]?.S?.startsWith(prefix) === true)
      .map((item) => item[selector.attribute])
      .find((value) => namesPerson(selector, value) && !own.includes(value?.S ?? value?.N));
    if (other !== undefined) return other;
    const after = page.LastEvaluatedKey;
    if (after !== undefined) places.push({ ...place, after });
  }
  return undefined;
}

/** Under which the second path finds the person: what is there goes with an erasure, and is of no one else. */
async function keysOfCopies(
  table: OpenTable,
  call: ControlCall,
): Promise<(AttributeValue | undefined)[]> {
  const { attribute } = selectorOf(table.settings, call.path);
  const keys: (AttributeValue | undefined)[] = [];
  for (const selection of selectionsOf([table], { ...call, path: 'second' })) {
    const { items } = await readItems(selection, { limit: copiesRead });
    keys.push(...items.map((item) => item[attribute]));
  }
  return keys;
}

interface Place {
  readonly segment: number;
  readonly after?: Item;
}

async function countOf(selection: Selection): Promise<number> {
  const { count } = await queryItems(selection, 'count', { limit: maximumRows });
  return count;
}

function parse(remembered: string): Readonly<Record<string, AttributeValue>> {
  try {
    return others.parse(JSON.parse(remembered));
  } catch {
    throw new SystemFaultError('internal');
  }
}
