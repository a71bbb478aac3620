import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { areas } from '../../lambda/platform/environment.ts';
import type { Area } from '../../lambda/platform/environment.ts';
import { constructId } from '../facts.ts';
import type { EncryptedTable } from './encrypted-table.ts';
import type { Alarming } from './impact-alarm.ts';
import { inAlarms, inFiveMinutes, sum } from './metrics.ts';
import type { PrivacyFunction } from './privacy-function.ts';

const impacts: Readonly<Record<Area, { readonly functions: string; readonly tables: string }>> = {
  requests: {
    functions: 'Requests of people fail or wait, because Lambda reached its concurrency limit.',
    tables: 'Requests of people fail or wait, because DynamoDB throttles their table.',
  },
  consent: {
    functions:
      'Refusals and withdrawals of people fail, because Lambda reached its concurrency limit.',
    tables: 'Refusals and withdrawals of people fail, because DynamoDB throttles their table.',
  },
  decisions: {
    functions:
      'The assistant gets no decision and stores nothing, because Lambda reached its concurrency limit.',
    tables:
      'The assistant gets no decision and stores nothing, because DynamoDB throttles its tables.',
  },
  deletions: {
    functions:
      'Deletions are neither counted nor checked, because Lambda reached its concurrency limit.',
    tables: 'Erasures and deletions are late, because DynamoDB throttles their tables.',
  },
  incidents: {
    functions:
      'Incidents are not recorded and people are informed late, because Lambda reached its concurrency limit.',
    tables:
      'Incidents are not recorded and people are informed late, because DynamoDB throttles their tables.',
  },
  retention: {
    functions:
      'Data is stored longer than people have set, because Lambda reached its concurrency limit for sweeps.',
    tables: 'People see wrong counts of their data, because DynamoDB throttles the counts.',
  },
  machinery: {
    functions:
      'Sign-in fails and no program learns of withdrawals, because Lambda reached its concurrency limit.',
    tables: 'Every write waits or fails, because DynamoDB throttles the table of its evidence.',
  },
};

const first = {
  functions: 'Compare ConcurrentExecutions of the account with its quota, and request an increase.',
  tables:
    'Look in CloudWatch for the table with throttle events and for a person or program with unusual traffic.',
};

/** Throttling metric of one function or table. */
interface Throttled {
  readonly name: string;
  readonly metrics: readonly cloudwatch.IMetric[];
}

/**
 * Alarms for the functions and for the tables of each area: several where one alarm cannot read all
 * metrics.
 */
export function throttleAlarms(
  functions: readonly PrivacyFunction[],
  tables: readonly EncryptedTable[],
): Readonly<Record<string, Alarming>> {
  const alarms: Record<string, Alarming> = {};
  for (const area of areas) {
    const add = (kind: 'functions' | 'tables', throttled: readonly Throttled[]) => {
      for (const [index, part] of inAlarms(throttled, throttled[0]?.metrics.length).entries()) {
        const number = index === 0 ? '' : String(index + 1);
        alarms[`${constructId(area)}${constructId(kind)}Throttled${number}`] = {
          area,
          impact: index === 0 ? impacts[area][kind] : naming(impacts[area][kind], part),
          firstStep: first[kind],
          metric: sum(
            `${constructId(kind)} that were throttled`,
            Object.fromEntries(
              part.flatMap(({ metrics }) => metrics).map((metric, at) => [`m${at}`, metric]),
            ),
          ),
          periods: 2,
        };
      }
    };
    add('functions', functions.filter(({ facts }) => facts.area === area).map(throttlesOfFunction));
    add('tables', tables.filter(({ facts }) => facts.area === area).map(throttlesOfTable));
  }
  return alarms;
}

const naming = (impact: string, part: readonly Throttled[]): string =>
  `${impact.replace(/\.$/, '')} (${part.map(({ name }) => name).join(', ')}).`;

const throttlesOfFunction = ({ facts, function: target }: PrivacyFunction): Throttled => ({
  name: facts.name,
  metrics: [target.metricThrottles(inFiveMinutes)],
});

const throttlesOfTable = ({ facts, table }: EncryptedTable): Throttled => ({
  name: facts.name,
  metrics: [
    table.metric('ReadThrottleEvents', inFiveMinutes),
    table.metric('WriteThrottleEvents', inFiveMinutes),
  ],
});
