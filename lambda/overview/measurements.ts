import { waitingContributions } from '../aggregate/contribution-store.ts';
import { measureOf } from '../aggregate/measure.ts';
import type { Database } from '../platform/dynamo/database.ts';
import { spanOf } from '../policy/report-periods.ts';
import type { Policy } from '../policy/schema.ts';
import type { SubjectId } from '../value/ids.ts';
import { milliseconds, toRfc3339 } from '../value/time.ts';
import type { Rfc3339 } from '../value/time.ts';

/** What a person has contributed to a period of a measure that is not counted yet. */
export interface OpenMeasurements {
  readonly measure: string;
  /** The id, where the policy measures it no longer. */
  readonly title: string;
  readonly purpose?: string;
  readonly category?: string;
  readonly period: string;
  /** When the period ends: then it is counted and deleted, within hours as a rule. */
  readonly countedAfter?: Rfc3339;
  /** When it is deleted at the latest. */
  readonly expiresAt: Rfc3339;
}

/**
 * What is personal data until its period is counted: its values are in a copy of the data.
 *
 * @throws StoreUnavailableError
 */
export async function openMeasurements(
  database: Database,
  policy: Policy,
  subjectId: SubjectId,
): Promise<readonly OpenMeasurements[]> {
  const waiting = await waitingContributions(database, subjectId);
  return waiting.map(({ measure: id, period, expiresAt }) => {
    const measure = measureOf(policy, id);
    const span = measure && spanOf(period, measure.period, policy.controller.timeZone);
    return {
      ...{ measure: id, title: measure?.title ?? id },
      ...(measure && { purpose: measure.purpose, category: measure.category }),
      period,
      ...(span && { countedAfter: toRfc3339(span.to) }),
      expiresAt: toRfc3339(milliseconds(expiresAt * 1000)),
    };
  });
}
