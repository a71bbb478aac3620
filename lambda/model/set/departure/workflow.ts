import { openPlatform } from '../../../platform/platform.ts';
import { durableHandler } from '../../../platform/workflow/durable-handler.ts';
import { stepsOf } from '../../../platform/workflow/steps.ts';
import type { WorkflowInputs } from '../../../platform/workflow/workflow.ts';
import type { SubjectId } from '../../../value/ids.ts';
import { departPerson } from './departures.ts';
import { trainingDeparture } from './needs.ts';
import { ShardAlteredError } from './removal.ts';

const workflow = 'training-departure';
const { database, policy, clock, objects, log } = openPlatform(trainingDeparture);

export const handler = durableHandler(
  async ({ subjectId }: WorkflowInputs['training-departure'], context) => {
    const step = stepsOf(context, { workflow, log, lasting: [ShardAlteredError] });
    const deps = { database, policy, clock, objects };
    const count = await step('depart', () => departPerson(deps, subjectId as SubjectId));
    log.info('WORKFLOW_ENDED', { workflow, count });
  },
);
