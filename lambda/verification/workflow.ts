import { invokeVariable } from '../platform/environment.ts';
import { openPlatform } from '../platform/platform.ts';
import { durableHandler } from '../platform/workflow/durable-handler.ts';
import type { WorkflowInputs } from '../platform/workflow/workflow.ts';
import { verificationPass } from './needs.ts';
import { verifyTables } from './run.ts';
import type { PassDependencies } from './run.ts';
import { openPasses } from './store.ts';

const { database, clock, log, environment } = openPlatform(verificationPass);
const dependencies: PassDependencies = {
  ...{ database, clock, log },
  passes: openPasses({ database, clock }),
  scan: environment.get(invokeVariable('verification-scan')),
};

export const handler = durableHandler(({ passId }: WorkflowInputs['verification-pass'], context) =>
  verifyTables(dependencies, context, passId),
);
