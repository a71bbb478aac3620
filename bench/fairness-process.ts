import { makeReport } from '../lambda/fairness/report/run.ts';
import type { ReportName } from '../lambda/fairness/store.ts';
import { openLog } from '../lambda/platform/log/log.ts';
import { openDriving } from '../test/incident/driving.ts';
import { peakMegabytes } from './peak-memory.ts';
import { partsOf } from './service.ts';
import type { Where } from './service.ts';

/** What the process is asked for: an execution that was started. */
export interface Reporting {
  readonly where: Where;
  readonly execution: string;
}

/** One line for each step of the count, and the last for the end of the job. */
export interface ReportedStep {
  readonly peakMegabytes: number;
  readonly status?: string;
}

const { where, execution } = JSON.parse(process.argv[2] ?? '{}') as Reporting;
const say = (step: ReportedStep): boolean => process.stdout.write(`${JSON.stringify(step)}\n`);
const parts = partsOf(where);
const log = openLog({ function: 'bench', stage: 'prod' }, (line) => {
  if (line.includes('WORKFLOW_STEP')) say({ peakMegabytes: peakMegabytes() });
});
const stepMilliseconds = 20_000;
const longestSeconds = 7_200;

const driving = await openDriving(parts);
const stop = driving.drive('fairness-report', (name: ReportName, context) =>
  makeReport({ ...parts, log, stepMilliseconds }, context, name),
);
const status = await driving.ended(execution, longestSeconds);
say({ peakMegabytes: peakMegabytes(), status });
await stop();
parts.database.client.destroy();
