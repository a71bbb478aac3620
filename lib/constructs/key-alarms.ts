import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { tombstones } from '../../lambda/platform/keyring/table.ts';
import type { Stage } from '../stages.ts';
import type { EncryptedTable } from './encrypted-table.ts';
import type { Alarming } from './impact-alarm.ts';

// DynamoDB developer guide: a row of up to 1 KB in a transaction takes two write units.
const unitsPerTombstone = 2;

/**
 * What the destruction of keys is watched for. DynamoDB itself counts the writes: a function that is
 * not what it was could leave out its lines of the log. Nothing but such a destruction writes the table.
 */
export function keyAlarms(
  { alarms }: Stage,
  tables: readonly EncryptedTable[],
): Readonly<Record<string, Alarming>> {
  const written = tables.find(({ facts }) => facts.name === tombstones.name);
  if (written === undefined) throw new TypeError('destroyed keys have no table');
  return {
    KeysDestroyed: {
      area: 'deletions',
      impact:
        'Keys of many people are destroyed, and what they open is lost for good after seven days.',
      firstStep:
        'Compare the erasures that are being carried out; if they do not explain it, stop the functions fulfilment and request-sweep and restore subject-keys to the hour before.',
      metric: new cloudwatch.MathExpression({
        label: 'Keys destroyed in an hour',
        expression: `units / ${unitsPerTombstone}`,
        period: Duration.hours(1),
        usingMetrics: {
          units: written.table.metricConsumedWriteCapacityUnits({
            period: Duration.hours(1),
            statistic: 'Sum',
          }),
        },
      }),
      threshold: alarms.keysDestroyed,
    },
  };
}
