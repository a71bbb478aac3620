import { openPlatform } from '../platform/platform.ts';
import { plusSeconds } from '../value/time.ts';
import { rectificationSweep } from './needs.ts';
import { openRequestStore } from '../request/store.ts';
import { sweepCorrections } from './sweep.ts';

const platform = openPlatform(rectificationSweep);
const requests = openRequestStore(platform);
/** Leaves time to finish the step at hand. */
const budgetSeconds = rectificationSweep.timeoutSeconds / 2;

export const handler = () =>
  sweepCorrections(platform, requests, plusSeconds(platform.clock(), budgetSeconds));
