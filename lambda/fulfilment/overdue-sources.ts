import type { Platform } from '../platform/platform.ts';
import type { CivilDate } from '../policy/periods.ts';
import { countOverdue } from '../source/store.ts';

/**
 * Says once a day how many people were not informed in time of data from others (GDPR Art. 14(3)).
 *
 * @throws StoreUnavailableError
 */
export async function reportOverdueSources(
  { database, log }: Pick<Platform, 'database' | 'log'>,
  today: CivilDate,
): Promise<void> {
  const count = await countOverdue(database, today);
  if (count > 0) log.warn('SOURCE_OVERDUE', { count });
}
