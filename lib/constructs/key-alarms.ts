import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { tombstones } from '../../lambda/platform/keyring/table.ts';
import type { EncryptedTable } from './encrypted-table.ts';
import type { Alarming } from './impact-alarm.ts';

// DynamoDB developer guide: a transactional write of up to 1 KB takes two write units.
const unitsPerTombstone = 2;

/**
 * Alarms on the destruction of keys. DynamoDB counts the writes, because an altered function could
 * leave out its log lines. Only the destruction of a key writes to the table.
 *
 * @param keysPerHour that the erasures of an hour destroy at most, unless staff let more people go
 */
export function keyAlarms(
  keysPerHour: number,
  tables: readonly EncryptedTable[],
): Readonly<Record<string, Alarming>> {
  const written = tables.find(({ facts }) => facts.name === tombstones.name);
  if (written === undefined) throw new TypeError('destroyed keys have no table');
  return {
    KeysDestroyed: {
      area: 'deletions',
      impact:
        'Keys of many people are destroyed, and the data under them is lost permanently after seven days.',
      firstStep:
        'Compare with the erasures in progress; if they do not explain it, stop the functions fulfilment and request-sweep and restore subject-keys to the hour before.',
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
      threshold: keysPerHour + 1,
    },
  };
}
