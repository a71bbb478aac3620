import type { DurableContext, RetryDecision } from '@aws/durable-execution-sdk-js';
import { CorruptRowError } from '../dynamo/errors.ts';
import { StatementError } from '../dynamo/statement.ts';
import type { Log } from '../log/log.ts';
import type { WorkflowName } from './workflow.ts';

/** Runs work as a checkpointed step of a workflow. */
export type Step = <Result>(label: string, work: () => Promise<Result>) => Promise<Result>;

interface StepFacts {
  readonly workflow: WorkflowName;
  readonly log: Log;
  /** Faults of the workflow that time does not mend. @default - none but those of rows and statements */
  readonly lasting?: readonly (abstract new (...values: never[]) => Error)[];
}

/** About eight hours, so that an outage of the database fails no workflow. */
const maximumTries = 100;

/** Steps that are tried again; each failure is in the log. */
export function stepsOf(context: DurableContext, { workflow, log, lasting = [] }: StepFacts): Step {
  // Time mends no row that is broken and no statement that is wrong.
  const ends = [CorruptRowError, StatementError, ...lasting];
  const retryStrategy = triesUpTo(maximumTries, (error) =>
    ends.some((fault) => error instanceof fault),
  );
  return (label, work) =>
    context.step(
      label,
      async () => {
        try {
          return await work();
        } catch (error) {
          log.error('FAILED', error, { workflow, step: label });
          throw error;
        }
      },
      { retryStrategy },
    );
}

/** Doubles the pause from a second to five minutes. */
export const triesUpTo =
  (maximum: number, isLasting: (error: Error) => boolean = () => false) =>
  (error: Error, tries: number): RetryDecision =>
    tries < maximum && !isLasting(error)
      ? { shouldRetry: true, delay: { seconds: Math.min(300, 2 ** (tries - 1)) } }
      : { shouldRetry: false };
