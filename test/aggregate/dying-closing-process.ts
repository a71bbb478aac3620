import { closePeriod } from '../../lambda/aggregate/closing/run.ts';
import { openDying } from '../faults/dying-process.ts';
import { openDriving } from '../incident/driving.ts';

/** Closes periods in a process of its own, which kills itself. */
const { given, deps } = openDying();

const driving = await openDriving(deps);
driving.drive('aggregate-close', (name, context) =>
  closePeriod({ ...deps, stepMilliseconds: 60_000 }, context, name),
);
const status = await driving.ended(given.execution, 120);

process.exit(status === 'succeeded' ? 0 : 1);
