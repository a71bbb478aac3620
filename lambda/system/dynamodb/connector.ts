import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { DynamodbSettings } from '../../policy/connectors/dynamodb.ts';
import type { Connector, ExportItem, Page } from '../model/connector.ts';
import { maximumPageBytes } from '../model/connector.ts';
import { SystemFaultError } from '../model/faults.ts';
import { changePlace, countEach, deleteItems } from './change.ts';
import { controlOf } from './control.ts';
import { changesOf } from './corrections.ts';
import { itemToJson } from './item-json.ts';
import { countItems, placeOf, queryItems, readItems } from './items.ts';
import { probeOf } from './probe.ts';
import { selectionsOf, walk } from './selections.ts';
import type { OpenTable } from './selections.ts';
import { readShape, regionOf } from './table-shape.ts';

export interface DynamoDbDependencies {
  /** The client of a Region. */
  readonly clientOf: (region: string | undefined) => DynamoDBClient;
  /** Items that one step reads; 1,000 when absent. */
  readonly itemsPerStep?: number;
}

/** Tables of DynamoDB, in which a partition key or the key of an index names the person. */
export function openDynamoDbConnector(
  settings: DynamodbSettings,
  { clientOf, itemsPerStep: limit = 1_000 }: DynamoDbDependencies,
): Connector {
  let opened: Promise<OpenTable[]> | undefined;
  /** Tables are described once; after a fault, again. */
  const tables = (): Promise<OpenTable[]> => {
    opened ??= Promise.all(
      settings.tables.map(async (table) => {
        const client = clientOf(regionOf(table.table));
        return { client, settings: table, shape: await readShape(client, table.table) };
      }),
    ).catch((error: unknown) => {
      opened = undefined;
      throw error;
    });
    return opened;
  };

  return {
    async find(call) {
      const selections = selectionsOf(await tables(), call);
      const page = await walk(selections, call, (selection, after) =>
        countItems(selection, { after, limit }),
      );
      return { ...page, selectors: [...new Set(selections.map((one) => one.selector.identifier))] };
    },

    async export(call) {
      const items: ExportItem[] = [];
      let bytes = 0;
      const page = await walk(
        selectionsOf(await tables(), call),
        call,
        async (selection, after) => {
          const { category } = selection.settings;
          const read = await readItems(selection, { after, limit });
          let count = 0;
          let last = after;
          for (const item of read.items) {
            const exported: ExportItem = { kind: 'json', category, content: itemToJson(item) };
            const size = Buffer.byteLength(JSON.stringify(exported)) + 1;
            if (items.length > 0 && bytes + size > usablePageBytes) {
              return { count, isEnd: false, next: last, isFull: true };
            }
            items.push(exported);
            bytes += size;
            count += 1;
            last = placeOf(selection, item);
          }
          return { ...read, count, isFull: bytes > usablePageBytes / 2 };
        },
      );
      return { ...page, items };
    },

    async erase(call) {
      return walk(selectionsOf(await tables(), call), call, async (selection, after) => {
        const { items, ...read } = await queryItems(selection, 'keys', { after, limit });
        return { ...read, count: await deleteItems(selection, items) };
      });
    },

    async rectify(call): Promise<Page> {
      return walk(selectionsOf(await tables(), call), call, async (selection, after) => {
        const {
          shape,
          settings: { category },
        } = selection;
        const wanted = call.corrections.filter((correction) => correction.category === category);
        const { items, ...read } = await readItems(selection, { after, limit });
        const count = await countEach(items, async (item) => {
          let isChanged = false;
          // Once the attribute that names the person is corrected, nothing else of the item is written.
          for (const change of changesOf(shape, item, wanted, selection.selector.attribute)) {
            if (await changePlace(selection, item, change)) isChanged = true;
          }
          return isChanged;
        });
        return { ...read, count };
      });
    },

    async restrict(call) {
      const all = await tables();
      const { restricted } = call;
      if (all.some((table) => table.settings.restricted === undefined)) {
        throw new SystemFaultError('misconfigured');
      }
      const change = restricted ? { to: { BOOL: true } } : { from: { BOOL: true } };
      return walk(selectionsOf(all, call), call, async (selection, after) => {
        const path = [selection.settings.restricted ?? ''];
        const { items, ...read } = await queryItems(selection, 'keys', { after, limit });
        const count = await countEach(items, (item) =>
          changePlace(selection, item, { path, ...change }),
        );
        return { ...read, count };
      });
    },

    control: async (call) => controlOf(await tables(), call),

    probe: () => probeOf(settings, clientOf),
  };
}

/** The envelope of the page and its cursor take the rest. */
const usablePageBytes = maximumPageBytes - 64 * 1024;
