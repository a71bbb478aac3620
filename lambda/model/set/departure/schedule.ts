import { openPlatform } from '../../../platform/platform.ts';
import { plusSeconds } from '../../../value/time.ts';
import { countWithoutPlan } from '../../register/without-plan.ts';
import { trainingSweep } from './needs.ts';
import { sweepSets } from './sweep.ts';

const platform = openPlatform(trainingSweep);
/** Leaves time to finish the shards at hand. */
const budgetSeconds = trainingSweep.timeoutSeconds / 2;

export const handler = async () => {
  const { database, policy, clock, objects, log } = platform;
  const until = plusSeconds(clock(), budgetSeconds);
  const deps = { database, policy, clock, objects, log };
  try {
    await sweepSets(deps, until);
  } finally {
    const count = await countWithoutPlan(deps);
    if (count > 0) log.warn('MODEL_MEASURE_MISSING', { count });
  }
};
