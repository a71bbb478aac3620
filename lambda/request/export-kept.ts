import { categoryFor } from '../decision/decision.ts';
import { parseRfc3339, toRfc3339 } from '../platform/time.ts';
import type { EpochMilliseconds } from '../platform/time.ts';
import { addPeriod } from '../policy/periods.ts';
import type { JurisdictionId, Policy } from '../policy/schema.ts';
import { isHeld } from '../retention/hold.ts';
import { dataKeptFor } from '../retention/kept-for.ts';
import type { Subject } from '../subject/subject.ts';
import { untouched } from '../subject/subject.ts';
import type { CategoryContents } from './export-files.ts';

/** How long the data of one category is kept for one purpose. */
export interface KeptFacts {
  readonly category: string;
  /** ISO 8601, from collection: the shorter of the policy's and the person's own. */
  readonly period: string;
  readonly own: boolean;
  /** When the last of it ends for the purpose, RFC 3339; absent where it is held. */
  readonly until?: string;
}

export interface KeptPerson {
  readonly subject: Subject | undefined;
  readonly jurisdictions: readonly [JurisdictionId, ...JurisdictionId[]];
  readonly contents: readonly CategoryContents[];
}

/** Every category of a person that serves a purpose, with the end that is known. */
export function keptFor(
  policy: Policy,
  { subject, jurisdictions, contents }: KeptPerson,
  purpose: string,
  now: EpochMilliseconds,
): KeptFacts[] {
  const settings = subject?.settings ?? untouched;
  return contents.flatMap(({ category, newestFor, lastEnd }): KeptFacts[] => {
    const newest = parseRfc3339(newestFor[purpose] ?? '');
    const kept = dataKeptFor({ policy, jurisdictions, settings, now }, category, [purpose]);
    if (newest === undefined || kept === undefined) return [];
    const { period, own } = kept;
    const end = toRfc3339(addPeriod(newest, period, policy.controller.timeZone));
    const held = isHeld(subject?.heldCategories ?? [], categoryFor(policy, category) ?? category);
    // No record outlives its own end, which a withdrawal or an order may have moved.
    const until = end < lastEnd ? end : lastEnd;
    return [{ category, period, own, ...(!held && { until }) }];
  });
}
