import * as z from 'zod';
import { openPlatform } from '../platform/platform.ts';
import { durableHandler } from '../platform/workflow/durable-handler.ts';
import type { WorkflowInputs } from '../platform/workflow/workflow.ts';
import { taskKey } from '../request/model/task.ts';
import { openRequestStore } from '../request/store.ts';
import type { RequestId } from '../value/ids.ts';
import type { RunDependencies } from './call-step.ts';
import { openSystemCalls } from './calls.ts';
import { systemRun } from './needs.ts';
import { runTask } from './run.ts';

/** The function of a connector has 300 seconds; where functions are short, 10. */
const stepMilliseconds = { local: 4_000, deployed: 240_000 };

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
  stepMilliseconds: stepMilliseconds[environment.CUSTOS_STAGE === 'local' ? 'local' : 'deployed'],
};

export const handler = durableHandler(
  ({ requestId, target, attempt }: WorkflowInputs['system-run'], context) =>
    runTask(dependencies, context, {
      requestId: requestId as RequestId,
      target: taskKey.parse(target),
      attempt,
    }),
);
