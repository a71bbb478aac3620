import { openPlatform } from '../platform/platform.ts';
import { plusSeconds } from '../value/time.ts';
import { lookAfterMails } from '../mail/look-after.ts';
import { reportEndingAgreements } from './ending-agreements.ts';
import { requestSweep } from './needs.ts';
import { newDay } from './new-day.ts';
import { reportOverdueSources } from './overdue-sources.ts';
import { reportStaleReviews } from './stale-reviews.ts';
import { openRequestStore } from '../request/store.ts';
import { sweep } from './sweep.ts';

const platform = openPlatform(requestSweep);
const requests = openRequestStore(platform);
/** Leaves time to finish the request at hand. */
const budgetSeconds = requestSweep.timeoutSeconds / 2;
const mailSeconds = requestSweep.timeoutSeconds / 4;

export const handler = async () => {
  const today = newDay(platform, requestSweep.trigger.everyMinutes);
  if (today !== undefined) {
    reportStaleReviews(platform, today);
    reportEndingAgreements(platform, today);
    await reportOverdueSources(platform, today);
  }
  const until = plusSeconds(platform.clock(), budgetSeconds);
  const swept = await sweep(platform, requests, until);
  await lookAfterMails(platform, plusSeconds(until, mailSeconds));
  return swept;
};
