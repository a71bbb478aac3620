import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { systemClock } from '../lambda/value/time.ts';
import { openExecutions } from './adapters/workflow/executions.ts';
import type { Assembly } from './assembly.ts';
import type { DatabaseAddress } from './dynamo-http.ts';
import type { LocalFunction } from './functions.ts';
import type { Invoke } from './invocation.ts';
import { deliverMailEvents } from './mail-events.ts';
import type { MailEventFiles } from './mail-events.ts';
import { localSchedules, runSchedules } from './schedules.ts';
import { StreamPositions } from './stream-positions.ts';
import { feedStreams, streamMappings } from './streams.ts';
import { sweepExpired } from './time-to-live.ts';
import type { McpEndpoint } from './time-to-live.ts';
import { driveWorkflows } from './workflows.ts';

export interface BackgroundDependencies {
  readonly assembly: Assembly;
  readonly functions: readonly LocalFunction[];
  readonly invoke: Invoke;
  readonly client: DynamoDBClient;
  readonly database: DatabaseAddress;
  /** Absent where the database server itself deletes expired rows. */
  readonly mcp?: McpEndpoint | undefined;
  readonly positionsFile: string;
  /** Files of the events of mail, and of how far they are read. */
  readonly mail: MailEventFiles;
  readonly say: (line: string) => void;
}

/** Work without a request: streams, schedules, time to live, workflows. */
export function startBackground(dependencies: BackgroundDependencies): {
  readonly stop: () => Promise<void>;
} {
  const { assembly, functions, invoke, client, database, mcp, say } = dependencies;
  const streams = feedStreams(streamMappings(assembly), {
    database,
    invoke,
    say,
    positions: new StreamPositions(dependencies.positionsFile),
  });
  const schedules = runSchedules(localSchedules(assembly), invoke, say);
  const sweep = mcp === undefined ? undefined : sweepExpired(mcp, say);
  const mail = deliverMailEvents(dependencies.mail, { functions, invoke, say });
  const workflows = driveWorkflows({
    executions: openExecutions(client, systemClock),
    clock: systemClock,
    invoke,
    say,
    functions: new Map(
      functions.flatMap(({ name, executionTimeoutSeconds }) =>
        executionTimeoutSeconds === undefined ? [] : [[name, { executionTimeoutSeconds }]],
      ),
    ),
  });
  return {
    stop: async () => {
      schedules.stop();
      sweep?.stop();
      await Promise.all([streams.stop(), workflows.stop(), mail.stop()]);
    },
  };
}
