import { accountFilters } from './account-filters.ts';
import type { LogFilter } from './log-filter.ts';
import { ownFilters } from './own-filters.ts';

/** All of them. With a trail of the organization they belong to the log group of that trail. */
export const logFilters: readonly LogFilter[] = [...accountFilters, ...ownFilters];
