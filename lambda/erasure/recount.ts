import { openPlatform } from '../platform/platform.ts';
import { countInput, recountPerson } from './count.ts';
import { recount } from './needs.ts';

const platform = openPlatform(recount);

/** Called by the fulfilment: `{subjectId, controls?}` → counts. */
export const handler = async (event: unknown) => {
  const counted = await recountPerson(platform, countInput.parse(event));
  platform.log.info('RECOUNT_ENDED', { count: counted.others });
  return counted;
};
