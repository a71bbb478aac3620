import { openConsents } from '../consent/consents.ts';
import type { RequestId } from '../value/ids.ts';
import { invokeVariable } from '../platform/environment.ts';
import { openPlatform } from '../platform/platform.ts';
import { durableHandler } from '../platform/workflow/durable-handler.ts';
import type { WorkflowInputs } from '../platform/workflow/workflow.ts';
import { openRecords } from '../record/store.ts';
import { openSubjects } from '../subject/store.ts';
import type { FulfilmentDependencies } from '../request/attempt.ts';
import { fulfilment } from './needs.ts';
import { runFulfilment } from './run.ts';
import { openRequestStore } from '../request/store.ts';

const platform = openPlatform(fulfilment);
const dependencies: FulfilmentDependencies = {
  database: platform.database,
  keyring: platform.keyring,
  subjectKeys: platform.subjectKeys,
  objects: platform.objects,
  media: platform.media,
  workflow: platform.workflow,
  policy: platform.policy,
  clock: platform.clock,
  log: platform.log,
  requests: openRequestStore(platform),
  subjects: openSubjects(platform),
  records: openRecords(platform),
  consents: openConsents(platform),
  lastUseSeconds: Number(platform.environment.get('CUSTOS_LAST_USE_SECONDS')),
};
const recount = platform.environment.get(invokeVariable('recount'));

export const handler = durableHandler(
  ({ requestId, attempt }: WorkflowInputs['fulfilment'], context) =>
    runFulfilment(dependencies, recount, context, {
      requestId: requestId as RequestId,
      attempt,
    }),
);
