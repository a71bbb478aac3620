import { decidedCategory } from '../policy/categories.ts';
import type { OpenedRecord } from '../record/model/record.ts';
import type { Records } from '../record/store.ts';
import type { RecordsDependencies } from '../record/rows.ts';
import { readRow } from '../record/rows.ts';
import type { RecordId, SubjectId } from '../value/ids.ts';
import { parseId } from '../value/ids.ts';
import { decisionContent } from './model/decision.ts';
import type { DecisionContent } from './model/decision.ts';

/** A decision that a human can still review: a record of the reserved category. */
export interface AutomatedDecision {
  readonly record: OpenedRecord;
  readonly content: DecisionContent;
}

interface DecisionPage {
  readonly decisions: readonly AutomatedDecision[];
  /** Where the next page begins; the list may still be at its end. */
  readonly after?: RecordId;
}

/** Decisions about one person, newest first; what has expired or was erased is in no page. */
export async function pageOfDecisions(
  records: Records,
  subjectId: SubjectId,
  place: { readonly limit: number; readonly after?: RecordId },
): Promise<DecisionPage> {
  const page = await records.page(subjectId, {
    ...place,
    accepts: ({ category }) => category === decidedCategory,
  });
  return {
    decisions: page.records.flatMap((record) => asDecision(record) ?? []),
    after: page.after,
  };
}

export type FoundDecision =
  | { readonly kind: 'reviewable'; readonly decision: AutomatedDecision }
  /** Its period is over, or its key is destroyed; the database may have deleted it, or not yet. */
  | { readonly kind: 'ended' };

/**
 * Undefined where the person has no such decision. One that the database has deleted looks like that,
 * too: nothing is kept about it.
 */
export async function findDecision(
  deps: RecordsDependencies,
  records: Records,
  subjectId: SubjectId,
  automatedDecisionId: string,
): Promise<FoundDecision | undefined> {
  const recordId = parseId<RecordId>(automatedDecisionId);
  if (recordId === undefined) return undefined;
  const record = await records.get(subjectId, recordId);
  if (record?.category === decidedCategory) {
    const decision = asDecision(record);
    return decision && { kind: 'reviewable', decision };
  }
  const row = record ? undefined : await readRow(deps.database, subjectId, recordId);
  return row?.category === decidedCategory ? { kind: 'ended' } : undefined;
}

function asDecision(record: OpenedRecord): AutomatedDecision | undefined {
  const content = decisionContent.safeParse(record.content);
  return content.success ? { record, content: content.data } : undefined;
}
