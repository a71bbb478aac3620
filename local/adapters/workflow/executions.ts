import type { WireOperation } from '@aws/durable-execution-sdk-js';
import * as z from 'zod';
import type { Database } from '../../../lambda/platform/dynamo/database.ts';
import { getRow, queryAll } from '../../../lambda/platform/dynamo/read.ts';
import { insert, update } from '../../../lambda/platform/dynamo/statement.ts';
import { transact } from '../../../lambda/platform/dynamo/transact.ts';
import { toRfc3339 } from '../../../lambda/value/time.ts';
import type { Clock } from '../../../lambda/value/time.ts';
import { noteStart } from './started.ts';
import { workflowCheckpoints, workflowExecutions } from './tables.ts';
import type { Operations, StoredOperation } from './operations.ts';

const executionRow = z.object({
  executionName: z.string(),
  workflow: z.string(),
  /** JSON; random ids only. */
  input: z.string(),
  status: z.enum(['open', 'succeeded', 'failed', 'timed-out']),
  startedAt: z.string(),
  version: z.number().int(),
});
export type ExecutionRow = z.output<typeof executionRow>;
export type ExecutionEnd = Exclude<ExecutionRow['status'], 'open'>;

const executionName = executionRow.pick({ executionName: true });
const checkpointRow = z.object({ executionName: z.string(), changes: z.string() });

/**
 * Executions and their checkpoints in the embedded database. Every write increments the version of
 * the row.
 */
export interface LocalExecutions {
  start(
    workflow: string,
    executionName: string,
    input: unknown,
  ): Promise<'started' | 'already-started'>;
  /** Names of the open executions; read from an index, so one that just started may be missing. */
  open(): Promise<readonly string[]>;
  load(
    executionName: string,
  ): Promise<{ readonly row: ExecutionRow; readonly operations: Operations } | undefined>;
  /**
   * Commits changed operations together with the next version.
   *
   * @returns the new version
   * @throws ExecutionMovedOnError when `version` is not the version of the row
   */
  append(
    executionName: string,
    version: number,
    changes: readonly StoredOperation[],
  ): Promise<number>;
  /** @throws ExecutionMovedOnError */
  end(row: ExecutionRow, status: ExecutionEnd): Promise<void>;
}

/** @param client the embedded database; physical and logical names are the same for these tables */
export function openExecutions(client: Database['client'], clock: Clock): LocalExecutions {
  const database: Database = { client, physicalName: ({ name }) => name };
  return {
    async start(workflow, executionName, input) {
      const outcome = await transact(database, [
        insert(workflowExecutions, {
          executionName,
          workflow,
          input: JSON.stringify(input),
          status: 'open',
          startedAt: toRfc3339(clock()),
          version: 0,
        }),
      ]);
      if (outcome.kind !== 'committed') return 'already-started';
      noteStart(executionName);
      return 'started';
    },
    async open() {
      const page = {
        index: 'by-status',
        partition: { status: 'open' },
        attributes: ['executionName'],
      };
      const names: string[] = [];
      for await (const row of queryAll(database, workflowExecutions, page, executionName)) {
        names.push(row.executionName);
      }
      return names;
    },
    async load(executionName) {
      // Reads the row first: a checkpoint in between makes the version stale, never the state.
      const row = await getRow(database, workflowExecutions, { executionName }, executionRow);
      if (row === undefined) return undefined;
      const operations = new Map<string, StoredOperation>();
      const rows = queryAll(
        database,
        workflowCheckpoints,
        { partition: { executionName } },
        checkpointRow,
      );
      for await (const { changes } of rows) {
        for (const change of JSON.parse(changes) as StoredOperation[]) {
          operations.set(idOf(change.operation), change);
        }
      }
      return { row, operations };
    },
    async append(executionName, version, changes) {
      const outcome = await transact(database, [
        ...(changes.length === 0
          ? []
          : [
              insert(workflowCheckpoints, {
                executionName,
                sequence: String(version + 1).padStart(10, '0'),
                steps: changes.map(({ operation }) => label(operation)),
                changes: JSON.stringify(changes),
              }),
            ]),
        update(workflowExecutions, { executionName }, version, { changedAt: toRfc3339(clock()) }),
      ]);
      if (outcome.kind !== 'committed') throw movedOn();
      return version + 1;
    },
    async end({ executionName, version }, status) {
      const outcome = await transact(database, [
        update(workflowExecutions, { executionName }, version, {
          status,
          endedAt: toRfc3339(clock()),
        }),
      ]);
      if (outcome.kind !== 'committed') throw movedOn();
    },
  };
}

const movedOn = () => new ExecutionMovedOnError('another run wrote the newer checkpoint');

export const idOf = ({ Id = '' }: WireOperation): string => Id;

/** `fence:SUCCEEDED`: how a developer, or a test that kills at a step, recognizes a checkpoint. */
const label = ({ Name, Type, Status }: WireOperation): string =>
  `${Name ?? Type ?? ''}:${Status ?? ''}`;

/** Another run of the same execution wrote the newer checkpoint; this one must stop. */
export class ExecutionMovedOnError extends Error {
  override readonly name = 'ExecutionMovedOnError';
}
