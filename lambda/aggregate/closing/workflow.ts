import { openPlatform } from '../../platform/platform.ts';
import { durableHandler } from '../../platform/workflow/durable-handler.ts';
import type { WorkflowInputs } from '../../platform/workflow/workflow.ts';
import { aggregateClose } from '../needs.ts';
import { closePeriod } from './run.ts';
import type { ClosingDependencies } from './run.ts';

const stepMilliseconds = 240_000;

const platform = openPlatform(aggregateClose);
const { database, keyring, subjectKeys, policy, clock, log } = platform;
const dependencies: ClosingDependencies = {
  ...{ database, keyring, subjectKeys, policy, clock, log, stepMilliseconds },
};

export const handler = durableHandler((name: WorkflowInputs['aggregate-close'], context) =>
  closePeriod(dependencies, context, name),
);
