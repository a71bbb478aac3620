import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { randomUUID } from 'node:crypto';
import type { DynamodbSettings } from '../../policy/connectors/dynamodb.ts';
import type { Probe } from '../model/connector.ts';
import { systemErrorOf } from '../model/faults.ts';
import { queryItems } from './items.ts';
import { attributeFor, misfitOf, readShape, regionOf, tableNameOf } from './table-shape.ts';
import type { ItemSelector, Misfit, TableSettings } from './table-shape.ts';

/** Describes each table and searches it for an invented person, on both paths. */
export async function probeOf(
  { tables }: DynamodbSettings,
  clientOf: (region: string | undefined) => DynamoDBClient,
): Promise<Probe> {
  for (const settings of tables) {
    const client = clientOf(regionOf(settings.table));
    try {
      const shape = await readShape(client, settings.table);
      for (const selector of [settings.key, ...(settings.second ? [settings.second] : [])]) {
        const misfit = misfitOf(shape, selector);
        if (misfit !== undefined) return misfitting(settings, selector, misfit);
        const identifier = shape.typeOf(selector.attribute) === 'N' ? '0' : `probe-${randomUUID()}`;
        const value = attributeFor(shape, selector, identifier);
        if (value === undefined) continue;
        await queryItems({ client, shape, settings, selector, value }, 'count', { limit: 1 });
      }
    } catch (error) {
      return faulty(settings, systemErrorOf(error));
    }
  }
  return { kind: 'ready' };
}

const remedies: Readonly<Record<Misfit, string>> = {
  'no-such-index': 'Name an index of the table that is built, or create it.',
  'not-the-partition-key':
    'Name the partition key of the table, or an index that has this attribute as its partition key.',
  'binary-key': 'Use an attribute that has text or numbers.',
  'no-sort-key': 'Remove `sortKeyPrefix`, or name a table or index with a sort key that has text.',
};

function misfitting(
  { table }: TableSettings,
  { attribute, index }: ItemSelector,
  misfit: Misfit,
): Probe {
  const where = index === undefined ? 'the table' : `the index ${index} of the table`;
  return {
    kind: 'not-ready',
    what: `People cannot be found by ${attribute} in ${where} ${tableNameOf(table)}: ${misfit}.`,
    remedy: remedies[misfit],
  };
}

function faulty({ table }: TableSettings, error: string): Probe {
  const name = tableNameOf(table);
  return {
    kind: 'not-ready',
    what: `The table ${name} cannot be read: ${error}.`,
    remedy:
      error === 'access-denied'
        ? `Allow the role of this function in the resource policy of the table ${name} and in the policy of its KMS key, and name the key as \`encryptionKey\`.`
        : `Compare the ARN with the table in the console of DynamoDB: name, Region and account.`,
  };
}
