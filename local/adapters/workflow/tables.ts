import type { TableFacts } from '../../../lambda/platform/dynamo/facts.ts';

/*
 * Tables of the embedded runtime only: in AWS the durable execution service has this state. Not in
 * a `table.ts`, so that no stack provisions them.
 */

/** One row per execution. `status` is open, succeeded, failed or timed-out. */
export const workflowExecutions = {
  name: 'workflow-executions',
  area: 'machinery',
  partitionKey: 'executionName',
  indexes: [
    {
      name: 'by-status',
      partitionKey: 'status',
      sortKey: 'executionName',
      projection: 'all',
    },
  ],
  recoveryDays: 35,
  erasure: { kind: 'not-personal', reason: 'random ids' },
} as const satisfies TableFacts;

/**
 * The operations that each checkpoint changed, in order; the newest state of an operation applies.
 */
export const workflowCheckpoints = {
  name: 'workflow-checkpoints',
  area: 'machinery',
  partitionKey: 'executionName',
  sortKey: 'sequence',
  recoveryDays: 35,
  erasure: { kind: 'not-personal', reason: 'random ids and step names' },
} as const satisfies TableFacts;
