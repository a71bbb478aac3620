import { openPlatform } from '../../platform/platform.ts';
import { durableHandler } from '../../platform/workflow/durable-handler.ts';
import type { WorkflowInputs } from '../../platform/workflow/workflow.ts';
import { fairnessReport } from '../needs.ts';
import { makeReport } from './run.ts';
import type { ReportDependencies } from './run.ts';

const stepMilliseconds = 240_000;

const platform = openPlatform(fairnessReport);
const { database, keyring, subjectKeys, policy, clock, log } = platform;
const dependencies: ReportDependencies = {
  ...{ database, keyring, subjectKeys, policy, clock, log, stepMilliseconds },
};

export const handler = durableHandler((name: WorkflowInputs['fairness-report'], context) =>
  makeReport(dependencies, context, name),
);
