import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import * as z from 'zod';
import type { Assembly } from '../assembly.ts';
import type { AuditRecord } from '../audit/record.ts';
import { eventPattern } from '../event-pattern.ts';
import type { EventTest } from '../event-pattern.ts';
import { functionNameOf } from '../invocation.ts';
import type { Invoke } from '../invocation.ts';
import { localAccount, localRegion } from '../template.ts';
import { inputTransformer } from './input-transformer.ts';
import type { BusEvent } from './input-transformer.ts';

interface Rule {
  readonly matches: EventTest;
  readonly functionName: string;
  readonly inputOf: (event: BusEvent) => string;
}

const target = z.object({
  Arn: z.string(),
  InputTransformer: z
    .object({
      InputPathsMap: z.record(z.string(), z.string()).optional(),
      InputTemplate: z.string(),
    })
    .optional(),
});
const properties = z.object({
  EventPattern: z.record(z.string(), z.unknown()).optional(),
  State: z.string().optional(),
  Targets: z.array(target).default([]),
});

/**
 * The rules of the template that match events of AWS and start a function.
 *
 * @throws TemplateError for a pattern or an input that the embedded runtime does not support
 */
export function detectionRules(assembly: Assembly): readonly Rule[] {
  return assembly.ofType('AWS::Events::Rule').flatMap((placed) => {
    // Patterns name resources as an account does, targets are functions of this runtime.
    const { EventPattern: pattern, State } = properties.parse(assembly.deployedProperties(placed));
    if (pattern === undefined || State === 'DISABLED') return [];
    const { Targets: targets } = properties.parse(assembly.properties(placed));
    const functions = targets.filter(({ Arn }) => Arn.includes(':function:'));
    if (functions.length === 0) return [];
    const matches = eventPattern(pattern);
    return functions.map(({ Arn, InputTransformer: input }) => ({
      matches,
      functionName: functionNameOf(Arn),
      inputOf: input === undefined ? JSON.stringify : inputTransformer(input),
    }));
  });
}

const attempts = 4;
const pauseMilliseconds = 500;

/** Delivers events to the functions of the rules that they match, as EventBridge does: at least once. */
export function openBus(
  rules: readonly Rule[],
  invoke: Invoke,
  say: (line: string) => void,
): { readonly put: (event: BusEvent) => void } {
  const deliver = async ({ functionName, inputOf }: Rule, event: BusEvent) => {
    for (let attempt = 1; attempt <= attempts; attempt += 1) {
      const invocation = await invoke(functionName, inputOf(event));
      if (invocation.kind === 'returned') return;
      await delay(pauseMilliseconds * 2 ** attempt, undefined, { ref: false });
    }
    say(`${functionName} did not take an event of ${String(event['source'])}`);
  };
  return {
    put: (event) => {
      for (const rule of rules) if (rule.matches(event)) void deliver(rule, event);
    },
  };
}

/** The event that EventBridge receives for a record of CloudTrail. */
export const eventOfRecord = (record: AuditRecord): BusEvent =>
  busEvent({
    source: `aws.${record.eventSource.replace('.amazonaws.com', '')}`,
    'detail-type': 'AWS API Call via CloudTrail',
    time: record.eventTime,
    detail: record,
  });

export const busEvent = (
  event: { readonly source: string; readonly 'detail-type': string } & BusEvent,
): BusEvent => ({
  version: '0',
  id: randomUUID(),
  account: localAccount,
  time: new Date().toISOString(),
  region: localRegion,
  resources: [],
  ...event,
});
