import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { Assembly } from './assembly.ts';
import { functionNameOf } from './invocation.ts';
import type { Invoke } from './invocation.ts';
import { localAccount, localRegion, TemplateError } from './template.ts';

export interface LocalSchedule {
  readonly functionName: string;
  readonly everySeconds: number;
  /** JSON; absent for the default event. */
  readonly input?: string;
}

const rule = z.object({
  ScheduleExpression: z.string().optional(),
  State: z.string().optional(),
  Targets: z.array(z.object({ Arn: z.string(), Input: z.string().optional() })).default([]),
});
const schedule = z.object({
  ScheduleExpression: z.string(),
  State: z.string().optional(),
  Target: z.object({ Arn: z.string(), Input: z.string().optional() }),
});

/** @throws TemplateError for expressions other than rate(...) */
export function localSchedules(assembly: Assembly): LocalSchedule[] {
  const rules = assembly.ofType('AWS::Events::Rule').map((placed) => {
    const { Targets: targets, ...rest } = rule.parse(assembly.properties(placed));
    return { ...rest, targets };
  });
  const schedules = assembly.ofType('AWS::Scheduler::Schedule').map((placed) => {
    const { Target: target, ...rest } = schedule.parse(assembly.properties(placed));
    return { ...rest, targets: [target] };
  });
  return [...rules, ...schedules].flatMap(({ ScheduleExpression: expression, State, targets }) =>
    expression === undefined || State === 'DISABLED'
      ? []
      : targets
          .filter(({ Arn }) => Arn.includes(':function:'))
          .map(({ Arn, Input }) => ({
            functionName: functionNameOf(Arn),
            everySeconds: rateSeconds(expression),
            input: Input,
          })),
  );
}

const unitSeconds: Readonly<Record<string, number>> = { minute: 60, hour: 3_600, day: 86_400 };

/** Seconds of `rate(5 minutes)`. */
export function rateSeconds(expression: string): number {
  const [, count, unit] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression) ?? [];
  const seconds = Number(count) * (unitSeconds[unit ?? ''] ?? 0);
  if (!(seconds > 0))
    throw new TemplateError(`the schedule ${expression} is not supported by the embedded runtime`);
  return seconds;
}

const firstRunSeconds = 2;
/** Each has an environment of its own, and all are due at a start. */
const atOnce = 2;

/**
 * Runs each function soon after the start, then at its rate; never two runs of one at the same time,
 * and few of all.
 */
export function runSchedules(
  schedules: readonly LocalSchedule[],
  invoke: Invoke,
  say: (line: string) => void,
): { readonly stop: () => void } {
  let runs = 0;
  const timers = schedules.map(({ functionName, everySeconds, input }) => {
    let nextAt = Date.now() + firstRunSeconds * 1000;
    let running = false;
    // Checked every second: a timer with a delay of months would fire at once.
    return setInterval(() => {
      if (running || runs >= atOnce || Date.now() < nextAt) return;
      running = true;
      runs += 1;
      nextAt = Date.now() + everySeconds * 1000;
      void invoke(functionName, input ?? scheduledEvent()).then((invocation) => {
        running = false;
        runs -= 1;
        if (invocation.kind === 'failed') {
          say(`schedule of ${functionName}: ${invocation.error.errorType}`);
        }
      });
    }, 1_000);
  });
  return { stop: () => timers.forEach(clearInterval) };
}

const scheduledEvent = (): string =>
  JSON.stringify({
    version: '0',
    id: randomUUID(),
    'detail-type': 'Scheduled Event',
    source: 'aws.events',
    account: localAccount,
    time: new Date().toISOString(),
    region: localRegion,
    resources: [],
    detail: {},
  });
