import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import assert from 'node:assert/strict';
import { behaviours, contractDatabase } from '../platform/dynamo/contract.ts';
import { differences } from './database-differences.ts';
import type { Difference } from './database-differences.ts';
import type { Emulator } from './emulators.ts';
import type { Steps } from './steps.ts';

/**
 * Runs everything that the stores rely on against another database. Where it differs, the
 * documentation of AWS decides, and the difference is in `database-differences.ts`.
 */
export async function checkDatabase(
  steps: Steps,
  name: Difference['database'],
  { client }: Emulator,
): Promise<void> {
  const dynamoDb = new DynamoDBClient(client);
  const database = await contractDatabase(dynamoDb);
  const differing = new Set(
    differences.flatMap(({ database: which, behaviours: titles, correctedBy }) =>
      which === name && correctedBy === undefined ? titles : [],
    ),
  );
  await steps.check(`every recorded difference is about a behaviour`, () => {
    const known = behaviours.map(({ title }) => title);
    assert.deepEqual(
      [...differing].filter((title) => !known.includes(title)),
      [],
    );
  });
  for (const { title, source, show } of behaviours) {
    const differs = differing.has(title);
    const words = differs ? 'still differs as recorded' : 'agrees';
    await steps.check(`${name} ${words}: ${title}`, async () => {
      const fault = await show(database).then(
        () => undefined,
        (error: unknown) => error,
      );
      if (!differs && fault !== undefined) {
        throw new TypeError(
          `not as AWS documents it (${source}): ${fault instanceof Error ? fault.message : 'unknown'}`,
          {
            cause: fault,
          },
        );
      }
      if (differs && fault === undefined) {
        throw new TypeError('it does as AWS does: remove the difference');
      }
    });
  }
  dynamoDb.destroy();
}
