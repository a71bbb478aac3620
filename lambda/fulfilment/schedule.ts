import { openPlatform } from '../platform/platform.ts';
import { plusSeconds } from '../value/time.ts';
import { requestSweep } from './needs.ts';
import { reportStaleReviews } from '../request/stale-reviews.ts';
import { openRequestStore } from '../request/store.ts';
import { sweep } from './sweep.ts';

const platform = openPlatform(requestSweep);
const requests = openRequestStore(platform);
/** Leaves time to finish the request at hand. */
const budgetSeconds = requestSweep.timeoutSeconds / 2;

export const handler = () => {
  reportStaleReviews(platform, requestSweep.trigger.everyMinutes);
  return sweep(platform, requests, plusSeconds(platform.clock(), budgetSeconds));
};
