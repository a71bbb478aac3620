import type { AttributeValue, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import type { ConnectorCall, Page } from '../model/connector.ts';
import { SystemFaultError } from '../model/faults.ts';
import { attributeFor, misfitOf } from './table-shape.ts';
import type { Item, ItemSelector, TableSettings, TableShape } from './table-shape.ts';

/** One table, searched by one identifier. */
export interface Selection {
  readonly client: DynamoDBClient;
  readonly shape: TableShape;
  readonly settings: TableSettings;
  readonly selector: ItemSelector;
  readonly value: AttributeValue;
}

/** A table of the settings, once it was described. */
export interface OpenTable {
  readonly client: DynamoDBClient;
  readonly shape: TableShape;
  readonly settings: TableSettings;
}

export const selectorOf = (settings: TableSettings, path: ConnectorCall['path']): ItemSelector =>
  path === 'second' ? (settings.second ?? settings.key) : settings.key;

/**
 * Where to search for the person, in an order that every call of a task has.
 *
 * @throws SystemFaultError `misconfigured`: a selector does not fit its table. A search that leaves it
 * out would find nothing, and an erasure would be believed.
 */
export function selectionsOf(tables: readonly OpenTable[], call: ConnectorCall): Selection[] {
  return tables
    .filter(({ settings }) => call.categories.includes(settings.category))
    .flatMap((table) => {
      const selector = selectorOf(table.settings, call.path);
      if (misfitOf(table.shape, selector) !== undefined)
        throw new SystemFaultError('misconfigured');
      return call.identifiers
        .filter(({ type }) => type === selector.identifier)
        .map((identifier) => attributeFor(table.shape, selector, identifier.value))
        .filter((value) => value !== undefined)
        .map((value) => ({ ...table, selector, value }));
    });
}

/** What one step did, and where the next one begins. */
export interface Step {
  readonly count: number;
  /** The selection has no more. */
  readonly isEnd: boolean;
  /** Key after which the next step begins: the first of the selection when absent. */
  readonly next?: Item;
  /** The page can take no more, whatever the time. */
  readonly isFull?: boolean;
}

/**
 * Goes through the selections step by step until the time is over, and returns where to go on. So it
 * does at a fault after the first step: what was done is counted, and the next call meets the fault.
 */
export async function walk(
  selections: readonly Selection[],
  call: ConnectorCall,
  step: (selection: Selection, after: Item | undefined) => Promise<Step>,
): Promise<Extract<Page, { kind: 'page' }>> {
  const counts: Record<string, number> = {};
  let place = placeOf(call.cursor);
  for (let steps = 1; ; steps += 1) {
    const selection = selections[place.selection];
    if (selection === undefined) return { kind: 'page', counts };
    const done = await step(selection, place.after).catch((error: unknown) => {
      if (steps === 1) throw error;
    });
    if (done === undefined) return { kind: 'page', counts, cursor: cursorOf(place) };
    const { category } = selection.settings;
    counts[category] = (counts[category] ?? 0) + done.count;
    place = done.isEnd ? { selection: place.selection + 1 } : { ...place, after: done.next };
    const isLast = place.selection === selections.length;
    if (!isLast && (done.isFull === true || Date.now() >= call.until)) {
      return { kind: 'page', counts, cursor: cursorOf(place) };
    }
  }
}

const keyValue = z.union([
  z.strictObject({ S: z.string() }),
  z.strictObject({ N: z.string() }),
  // JSON has no bytes.
  z.strictObject({ B: z.base64().transform((text) => Buffer.from(text, 'base64')) }),
]);
const place = z.strictObject({
  selection: z.int().min(0),
  after: z.record(z.string(), keyValue).optional(),
});
interface Place {
  readonly selection: number;
  readonly after?: Item;
}

function cursorOf({ selection, after }: Place): string {
  return JSON.stringify({ selection, ...(after && { after: plainKey(after) }) });
}

const plainKey = (key: Item): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(key).map(([name, value]) => [
      name,
      value.B === undefined ? value : { B: Buffer.from(value.B).toString('base64') },
    ]),
  );

function placeOf(cursor: string | undefined): Place {
  if (cursor === undefined) return { selection: 0 };
  try {
    return place.parse(JSON.parse(cursor));
  } catch {
    // Without a cause: it would repeat the cursor.
    throw new SystemFaultError('internal');
  }
}
