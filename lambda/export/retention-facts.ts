import type { EpochMilliseconds } from '../value/time.ts';
import type { JurisdictionId, Policy } from '../policy/schema.ts';
import type { Suspender } from '../retention/model/retention.ts';
import { dataRetentionPeriod } from '../subject/model/retention-periods.ts';
import type { Subject } from '../subject/model/subject.ts';
import { untouched } from '../subject/model/subject.ts';
import type { CategoryContents } from './files.ts';

/** How long the data of one category is kept for one purpose. */
export interface RetentionFacts {
  readonly category: string;
  /** ISO 8601, from collection: the shorter of the policy's and the person's own. */
  readonly period: string;
  readonly own: boolean;
  /** When the last of it ends for the purpose, RFC 3339; absent where no day is known. */
  readonly until?: string;
  /** What keeps some of it until no one knows when. */
  readonly keptBy?: Suspender;
}

export interface RetentionFactsOfPerson {
  readonly subject: Subject | undefined;
  readonly jurisdictions: readonly [JurisdictionId, ...JurisdictionId[]];
  readonly contents: readonly CategoryContents[];
}

/** Every category of a person that serves a purpose, with the end that is known. */
export function retentionFactsOf(
  policy: Policy,
  { subject, jurisdictions, contents }: RetentionFactsOfPerson,
  purpose: string,
  now: EpochMilliseconds,
): RetentionFacts[] {
  const settings = subject?.settings ?? untouched;
  return contents.flatMap(({ category, endFor }): RetentionFacts[] => {
    const end = Object.hasOwn(endFor, purpose) ? endFor[purpose] : undefined;
    const retention = dataRetentionPeriod({ policy, jurisdictions, settings, now }, category, [
      purpose,
    ]);
    if (end === undefined || retention === undefined) return [];
    const { period, own } = retention;
    const known = end.kind === 'ends' ? { until: end.until } : { keptBy: end.keptBy };
    return [{ category, period, own, ...known }];
  });
}
