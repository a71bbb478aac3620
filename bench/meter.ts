import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Keyring } from '../lambda/platform/keyring/keyring.ts';

/** Units that AWS bills. */
export interface Units {
  readonly writeUnits: number;
  readonly readUnits: number;
  /** Calls on tables, each an event of the trail. */
  readonly dataEvents: number;
  /** GenerateMac, GenerateDataKey and Decrypt. */
  readonly keyUses: number;
  readonly signatures: number;
}

export interface Meter {
  /** The units since the last call. */
  readonly take: () => Units;
}

const none: Units = { writeUnits: 0, readUnits: 0, dataEvents: 0, keyUses: 0, signatures: 0 };

interface Consumed {
  readonly CapacityUnits?: number;
}

const reads = ['GetItemCommand', 'BatchGetItemCommand', 'QueryCommand', 'ScanCommand'];

/**
 * Counts the units of all calls of the client, as the database reports them, and the uses of keys.
 */
export function meter(client: DynamoDBClient, keyring: Keyring): Meter {
  let used = none;
  const add = (units: Partial<Units>): void => {
    used = sum([used, { ...none, ...units }]);
  };
  client.middlewareStack.add(
    (next, { commandName = '' }) =>
      async (args) => {
        const input = { ...args.input, ReturnConsumedCapacity: 'TOTAL' };
        const result = await next({ ...args, input });
        const { ConsumedCapacity: consumed = [] } = result.output as {
          readonly ConsumedCapacity?: Consumed | readonly Consumed[];
        };
        add({ dataEvents: 1 });
        const kind = reads.includes(commandName) ? 'readUnits' : 'writeUnits';
        for (const { CapacityUnits = 0 } of [consumed].flat()) add({ [kind]: CapacityUnits });
        return result;
      },
    { step: 'initialize', name: 'meter' },
  );
  for (const use of ['generateDataKey', 'unwrap', 'hmac'] as const) {
    counted(keyring, use, () => add({ keyUses: 1 }));
  }
  counted(keyring, 'sign', () => add({ signatures: 1 }));
  return {
    take: () => {
      const taken = used;
      used = none;
      return taken;
    },
  };
}

function counted(keyring: Keyring, method: keyof Keyring, count: () => void): void {
  const uncounted = keyring[method].bind(keyring) as (...given: unknown[]) => unknown;
  Object.assign(keyring, {
    [method]: (...given: unknown[]) => {
      count();
      return uncounted(...given);
    },
  });
}

export const sum = (all: readonly Units[]): Units =>
  all.reduce(
    (total, one) => ({
      writeUnits: total.writeUnits + one.writeUnits,
      readUnits: total.readUnits + one.readUnits,
      dataEvents: total.dataEvents + one.dataEvents,
      keyUses: total.keyUses + one.keyUses,
      signatures: total.signatures + one.signatures,
    }),
    none,
  );

export const times = (units: Units, factor: number): Units => ({
  writeUnits: units.writeUnits * factor,
  readUnits: units.readUnits * factor,
  dataEvents: units.dataEvents * factor,
  keyUses: units.keyUses * factor,
  signatures: units.signatures * factor,
});
