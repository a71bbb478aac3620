import { openPlatform } from '../../platform/platform.ts';
import { durableHandler } from '../../platform/workflow/durable-handler.ts';
import type { WorkflowInputs } from '../../platform/workflow/workflow.ts';
import type { ContainmentId, IncidentId } from '../../value/ids.ts';
import { keyRotation } from '../containment/needs.ts';
import { rotateKeys } from './run.ts';

const { database, keyring, subjectKeys, policy, clock, log, environment } =
  openPlatform(keyRotation);
const dependencies = {
  ...{ database, keyring, subjectKeys, policy, clock, log },
  lastUseSeconds: Number(environment.get('CUSTOS_LAST_USE_SECONDS')),
};

export const handler = durableHandler(
  ({ incidentId, containmentId }: WorkflowInputs['key-rotation'], context) =>
    rotateKeys(dependencies, context, {
      incidentId: incidentId as IncidentId,
      containmentId: containmentId as ContainmentId,
    }),
);
