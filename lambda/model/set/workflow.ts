import { openPlatform } from '../../platform/platform.ts';
import { durableHandler } from '../../platform/workflow/durable-handler.ts';
import type { WorkflowInputs } from '../../platform/workflow/workflow.ts';
import type { TrainingSetId } from '../../value/ids.ts';
import { trainingSetBuild } from './needs.ts';
import { buildSet } from './run.ts';
import { openSets } from './store.ts';

const stepMilliseconds = 240_000;

const { database, policy, clock, log, objects, subjectKeys } = openPlatform(trainingSetBuild);
const dependencies = {
  ...{ database, policy, clock, log, objects, subjectKeys },
  sets: openSets({ database, clock }),
  ...{ stepMilliseconds, peoplePerWave: 25, rowsPerPage: 100 },
};

export const handler = durableHandler(({ setId }: WorkflowInputs['training-set-build'], context) =>
  buildSet(dependencies, context, setId as TrainingSetId),
);
