import * as z from 'zod';
import { systemClock } from '../../lambda/value/time.ts';
import type { Assembly } from '../assembly.ts';
import type { AuditRecord } from '../audit/record.ts';
import { localFunctionName } from '../assembly.ts';
import type { Invoke } from '../invocation.ts';
import { AlarmStates } from './alarm-states.ts';
import { logAlarms } from './alarms.ts';
import type { BusEvent } from './input-transformer.ts';
import { LogMetrics } from './log-metrics.ts';
import { detectionRules, eventOfRecord, openBus } from './rules.ts';

export interface Detection {
  /** Receives each record of a call. */
  readonly recorded: (record: AuditRecord) => void;
  /** Receives each line that a function logs. */
  readonly logged: (functionName: string, line: string) => void;
  /** Receives each line of the access log of the API. */
  readonly accessed: (line: string) => void;
  /** Receives what another service of AWS would put on the default bus. */
  readonly put: (event: BusEvent) => void;
  readonly stop: () => void;
}

const evaluationMilliseconds = 10_000;

/**
 * Evaluates what the templates watch: rules of EventBridge over records of calls, metric filters and data
 * protection over logs, and alarms over these. What fires starts the functions that the rules name.
 *
 * @throws TemplateError for a rule, filter, policy or alarm that the embedded runtime does not support
 */
export function startDetection(
  assembly: Assembly,
  invoke: Invoke,
  say: (line: string) => void,
): Detection {
  const bus = openBus(detectionRules(assembly), invoke, say);
  const metrics = new LogMetrics(assembly, (metric) => states.count(metric));
  const states = new AlarmStates(logAlarms(assembly, metrics.metrics), systemClock, bus.put);
  const groups = logGroups(assembly);
  const accessGroup = accessLogGroup(assembly);
  const timer = setInterval(() => states.evaluate(), evaluationMilliseconds);
  return {
    recorded: (record) => bus.put(eventOfRecord(record)),
    logged: (functionName, line) => {
      const group = groups.get(functionName);
      if (group !== undefined) metrics.take(group, line);
    },
    accessed: (line) => {
      if (accessGroup !== undefined) metrics.take(accessGroup, line);
    },
    put: bus.put,
    stop: () => clearInterval(timer),
  };
}

const functionProperties = z.object({
  LoggingConfig: z.object({ LogGroup: z.string().optional() }).optional(),
});

/** The log group of each function, by the name of the function. */
const logGroups = (assembly: Assembly): ReadonlyMap<string, string> =>
  new Map(
    assembly.ofType('AWS::Lambda::Function').flatMap((placed) => {
      const { LoggingConfig } = functionProperties.parse(assembly.deployedProperties(placed));
      const name = localFunctionName(placed.resource, placed.logicalId);
      return LoggingConfig?.LogGroup === undefined ? [] : [[name, LoggingConfig.LogGroup]];
    }),
  );

const stageProperties = z.object({
  AccessLogSetting: z.object({ DestinationArn: z.string() }).optional(),
});

function accessLogGroup(assembly: Assembly): string | undefined {
  const [stage] = assembly.ofType('AWS::ApiGateway::Stage');
  const properties = stage && stageProperties.parse(assembly.deployedProperties(stage));
  return properties?.AccessLogSetting?.DestinationArn.split(':').at(-1);
}
