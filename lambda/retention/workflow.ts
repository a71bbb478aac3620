import type { SubjectId, SweepId } from '../value/ids.ts';
import { openPlatform } from '../platform/platform.ts';
import { durableHandler } from '../platform/workflow/durable-handler.ts';
import type { WorkflowInputs } from '../platform/workflow/workflow.ts';
import { retentionSweep } from './needs.ts';
import { runSweep } from './run-sweep.ts';
import type { SweepDependencies } from './run-sweep.ts';
import { openSweeps } from './sweep-store.ts';

const stepMilliseconds = 240_000;

const platform = openPlatform(retentionSweep);
const dependencies: SweepDependencies = {
  database: platform.database,
  policy: platform.policy,
  clock: platform.clock,
  log: platform.log,
  sweeps: openSweeps(platform),
  stepMilliseconds,
  rowsPerPage: 1_000,
};

export const handler = durableHandler(
  ({ sweepId, subjectId }: WorkflowInputs['retention-sweep'], context) =>
    runSweep(dependencies, context, {
      sweepId: sweepId as SweepId,
      subjectId: subjectId as SubjectId | undefined,
    }),
);
