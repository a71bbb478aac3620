import { openPlatform } from '../../platform/platform.ts';
import { durableHandler } from '../../platform/workflow/durable-handler.ts';
import type { WorkflowInputs } from '../../platform/workflow/workflow.ts';
import type { IncidentId, JobId } from '../../value/ids.ts';
import { openJobs } from './jobs.ts';
import { affectedSearch } from './needs.ts';
import { findAffected } from './run.ts';

const stepMilliseconds = 240_000;

const { database, policy, clock, log } = openPlatform(affectedSearch);
const dependencies = {
  ...{ database, policy, clock, log, stepMilliseconds },
  jobs: openJobs({ database, clock }),
};

export const handler = durableHandler(
  ({ incidentId, jobId }: WorkflowInputs['affected-people'], context) =>
    findAffected(dependencies, context, {
      incidentId: incidentId as IncidentId,
      jobId: jobId as JobId,
    }),
);
