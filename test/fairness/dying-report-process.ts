import { makeReport } from '../../lambda/fairness/report/run.ts';
import { openDying } from '../faults/dying-process.ts';
import { openDriving } from '../incident/driving.ts';

/** Makes a report in a process of its own, which kills itself; each step has one page of people. */
const { given, deps } = openDying();

const driving = await openDriving(deps);
driving.drive('fairness-report', (name, context) =>
  makeReport({ ...deps, stepMilliseconds: 0 }, context, name),
);
const status = await driving.ended(given.execution, 120);

process.exit(status === 'succeeded' ? 0 : 1);
