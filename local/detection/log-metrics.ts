import * as z from 'zod';
import type { Assembly } from '../assembly.ts';
import { dataFinder } from './data-identifiers.ts';
import type { Finder } from './data-identifiers.ts';
import { filterPattern } from './filter-pattern.ts';
import type { LineTest } from './filter-pattern.ts';

/** Name of a metric, unique in the templates. */
export type MetricKey = string;

export const metricKey = (namespace: string, name: string): MetricKey => `${namespace}/${name}`;

/** Log events of a group in which CloudWatch found protected data. */
export const findingsKey = (logGroup: string): MetricKey =>
  `${metricKey('AWS/Logs', 'LogEventsWithFindings')}/${logGroup}`;

interface Counter {
  readonly metric: MetricKey;
  readonly counts: (text: string, json: unknown) => boolean;
}

const filter = z.object({
  FilterPattern: z.string(),
  LogGroupName: z.string(),
  MetricTransformations: z
    .array(
      z.object({
        MetricName: z.string(),
        MetricNamespace: z.string(),
        // Counts of lines only.
        MetricValue: z.literal('1'),
      }),
    )
    .length(1),
});
const logGroup = z.object({ DataProtectionPolicy: z.unknown() });

/** What is counted in the lines of each log group. */
export class LogMetrics {
  readonly #counters = new Map<string, Counter[]>();
  readonly #count: (metric: MetricKey) => void;

  /** @throws TemplateError for a filter or a policy that the embedded runtime does not support */
  constructor(assembly: Assembly, count: (metric: MetricKey) => void) {
    this.#count = count;
    for (const placed of assembly.ofType('AWS::Logs::MetricFilter')) {
      const properties = filter.parse(assembly.deployedProperties(placed));
      for (const { MetricNamespace, MetricName } of properties.MetricTransformations) {
        this.#add(
          properties.LogGroupName,
          counterOf(
            metricKey(MetricNamespace, MetricName),
            filterPattern(properties.FilterPattern),
          ),
        );
      }
    }
    for (const placed of assembly.ofType('AWS::Logs::LogGroup')) {
      const { DataProtectionPolicy: policy } = logGroup.parse(assembly.deployedProperties(placed));
      if (policy === undefined) continue;
      const name = assembly.deployed.text({ Ref: placed.logicalId }, placed.stack);
      this.#add(name, findingsOf(findingsKey(name), dataFinder(policy)));
    }
  }

  /** The metrics that lines of logs are counted in. */
  get metrics(): ReadonlySet<MetricKey> {
    return new Set([...this.#counters.values()].flat().map(({ metric }) => metric));
  }

  take(logGroup: string, line: string): void {
    const counters = this.#counters.get(logGroup);
    if (counters === undefined || line === '') return;
    const json = jsonOf(line);
    for (const { metric, counts } of counters) if (counts(line, json)) this.#count(metric);
  }

  #add(logGroup: string, counter: Counter): void {
    this.#counters.set(logGroup, [...(this.#counters.get(logGroup) ?? []), counter]);
  }
}

const counterOf = (metric: MetricKey, test: LineTest): Counter => ({
  metric,
  counts: (_text, json) => json !== undefined && test(json),
});

const findingsOf = (metric: MetricKey, finds: Finder): Counter => ({
  metric,
  counts: (text) => finds(text),
});

function jsonOf(line: string): unknown {
  if (!line.startsWith('{')) return undefined;
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
