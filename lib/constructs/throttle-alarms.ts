import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { constructId } from '../facts.ts';
import type { Area } from './areas.ts';
import { areaOfFunction, areaOfTable, areas } from './areas.ts';
import type { EncryptedTable } from './encrypted-table.ts';
import type { Alarming } from './impact-alarm.ts';
import { inFiveMinutes, sum } from './metrics.ts';
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
  functions: 'Compare ConcurrentExecutions of the account with its quota, and ask for more.',
  tables:
    'Look in CloudWatch for the table with throttle events and for a person or program with unusual traffic.',
};

/** One alarm for the functions and one for the tables of each area. */
export function throttleAlarms(
  functions: readonly PrivacyFunction[],
  tables: readonly EncryptedTable[],
): Readonly<Record<string, Alarming>> {
  const alarms: Record<string, Alarming> = {};
  for (const area of areas) {
    const add = (kind: 'functions' | 'tables', metrics: Record<string, cloudwatch.IMetric>) => {
      if (Object.keys(metrics).length === 0) return;
      alarms[`${constructId(area)}${constructId(kind)}Throttled`] = {
        area,
        impact: impacts[area][kind],
        firstStep: first[kind],
        metric: sum(`${constructId(kind)} that were throttled`, metrics),
        periods: 2,
      };
    };
    add(
      'functions',
      throttlesOfFunctions(functions.filter(({ facts }) => areaOfFunction(facts) === area)),
    );
    add('tables', throttlesOfTables(tables.filter(({ facts }) => areaOfTable(facts) === area)));
  }
  return alarms;
}

const throttlesOfFunctions = (functions: readonly PrivacyFunction[]) =>
  Object.fromEntries(
    functions.map((each, index) => [`f${index}`, each.function.metricThrottles(inFiveMinutes)]),
  );

const throttlesOfTables = (tables: readonly EncryptedTable[]) =>
  Object.fromEntries(
    tables.flatMap(({ table }, index) => [
      [`r${index}`, table.metric('ReadThrottleEvents', inFiveMinutes)],
      [`w${index}`, table.metric('WriteThrottleEvents', inFiveMinutes)],
    ]),
  );
