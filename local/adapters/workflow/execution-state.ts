import type { WireOperation } from '@aws/durable-execution-sdk-js';
import type { ExecutionRow } from './executions.ts';
import type { Operations } from './operations.ts';

const arnPrefix = 'arn:aws:lambda:local:000000000000:durable-execution/';

/** The ARN that the embedded runtime gives the SDK for an execution. */
export const executionArn = (executionName: string): string => arnPrefix + executionName;

export const nameOf = (arn = ''): string => arn.slice(arnPrefix.length);

/** All operations as an invocation receives them: first the EXECUTION with the input. */
export const wireState = (row: ExecutionRow, operations: Operations): WireOperation[] => [
  {
    Id: `execution-${row.executionName}`,
    Type: 'EXECUTION',
    Status: 'STARTED',
    StartTimestamp: row.startedAt,
    ExecutionDetails: { InputPayload: row.input },
  },
  ...[...operations.values()].map(({ operation }) => operation),
];
