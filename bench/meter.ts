import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Keyring } from '../lambda/platform/keyring/keyring.ts';
import { watchConsumed } from './consumed.ts';

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

/**
 * Counts the units of all calls of the client, as the database reports them, and the uses of keys.
 */
export function meter(client: DynamoDBClient, keyring: Keyring): Meter {
  let used = none;
  const add = (units: Partial<Units>): void => {
    used = sum([used, { ...none, ...units }]);
  };
  watchConsumed(client, ({ consumed }) => {
    add({ dataEvents: 1 });
    for (const { readUnits, writeUnits } of consumed) add({ readUnits, writeUnits });
  });
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
