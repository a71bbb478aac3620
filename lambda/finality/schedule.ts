import { openPlatform } from '../platform/platform.ts';
import { openRequestStore } from '../request/store.ts';
import { plusSeconds } from '../value/time.ts';
import { finalitySweep } from './needs.ts';
import { sweepFinality } from './sweep.ts';

const platform = openPlatform(finalitySweep);
const requests = openRequestStore(platform);
const lastUseSeconds = Number(platform.environment.get('CUSTOS_LAST_USE_SECONDS'));
/** Leaves time to finish the request at hand. */
const budgetSeconds = finalitySweep.timeoutSeconds / 2;

export const handler = () =>
  sweepFinality(
    {
      database: platform.database,
      keyring: platform.keyring,
      recovery: platform.recovery,
      policy: platform.policy,
      clock: platform.clock,
      log: platform.log,
      requests,
      lastUseSeconds,
    },
    plusSeconds(platform.clock(), budgetSeconds),
  );
