import * as z from 'zod';
import { openPlatform } from '../platform/platform.ts';
import { durableHandler } from '../platform/workflow/durable-handler.ts';
import type { WorkflowInputs } from '../platform/workflow/workflow.ts';
import { taskKey } from '../request/model/task.ts';
import { openRequestStore } from '../request/store.ts';
import type { RequestId } from '../value/ids.ts';
import type { RunDependencies, RunLimits } from './asking.ts';
import { openSystemCalls } from './calls.ts';
import { systemRun } from './needs.ts';
import { runTask } from './run.ts';

const maximumPages = 100_000;
/**
 * The function of a connector has 300 seconds; on one machine functions have 10. A call that is on its way
 * has those of this function, of the connector and of a function of the operator (AWS Lambda: 900 at most).
 */
const limits = {
  local: { stepMilliseconds: 4_000, maximumPages, lastCallSeconds: 30 },
  deployed: { stepMilliseconds: 240_000, maximumPages, lastCallSeconds: 900 + 300 + 900 },
} as const satisfies Readonly<Record<string, RunLimits>>;

const platform = openPlatform(systemRun);
const { environment } = platform;
const dependencies: RunDependencies = {
  database: platform.database,
  keyring: platform.keyring,
  subjectKeys: platform.subjectKeys,
  objects: platform.objects,
  policy: platform.policy,
  clock: platform.clock,
  log: platform.log,
  requests: openRequestStore(platform),
  signIns: z.array(z.url()).parse(JSON.parse(environment.get('CUSTOS_ISSUERS_OF_PEOPLE'))),
  calls: openSystemCalls(environment.get('CUSTOS_SYSTEMS')),
  ...limits[environment.CUSTOS_STAGE === 'local' ? 'local' : 'deployed'],
};

export const handler = durableHandler(
  ({ requestId, target, attempt }: WorkflowInputs['system-run'], context) =>
    runTask(dependencies, context, {
      requestId: requestId as RequestId,
      target: taskKey.parse(target),
      attempt,
    }),
);
