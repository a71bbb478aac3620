import { Aws } from 'aws-cdk-lib';
import { accountFilters } from './account-filters.ts';
import type { Watched } from './detections.ts';
import type { LogFilter } from './log-filter.ts';
import { ownFilters } from './own-filters.ts';
import type { StackPlace } from './trail-names.ts';

/** All of them. With a trail of the organization they belong to the log group of that trail. */
export const logFilters: readonly LogFilter[] = [...accountFilters, ...ownFilters];

export const filterNamespace = ({ stage }: Pick<Watched, 'stage'>): string =>
  `Custos/Audit/${stage.deployment}`;

/** The filters of a deployment as text, for a log group that no stack of it has. */
export const filtersAt = (watched: Pick<Watched, 'stage' | 'deployRoles'>, place: StackPlace) =>
  logFilters.map(({ patterns, ...filter }) => ({
    ...filter,
    namespace: filterNamespace(watched),
    patterns: patterns(watched).map((pattern) => placed(pattern, place)),
  }));

const placed = (pattern: string, { partition, region, account }: StackPlace): string =>
  pattern
    .replaceAll(Aws.PARTITION, partition)
    .replaceAll(Aws.REGION, region)
    .replaceAll(Aws.ACCOUNT_ID, account);
