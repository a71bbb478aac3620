import type { Policy } from '../policy/schema.ts';
import { decidedCategory } from '../policy/categories.ts';
import type { OpenedRecord } from '../record/model/record.ts';
import type { Records } from '../record/store.ts';
import type { RecordId, SubjectId } from '../value/ids.ts';
import { decisionContent } from './model/decision.ts';
import type { DecisionContent } from './model/decision.ts';

/** A decision that its person can still contest: a record of the reserved category. */
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

function asDecision(record: OpenedRecord): AutomatedDecision | undefined {
  const content = decisionContent.safeParse(record.content);
  return content.success ? { record, content: content.data } : undefined;
}

/** The purposes for which the policy has decisions kept; none where it does not offer that. */
export const purposesOfDecisions = ({ categories, purposes }: Policy): readonly string[] =>
  Object.hasOwn(categories, decidedCategory)
    ? Object.keys(purposes).filter((id) => purposes[id]?.categories.includes(decidedCategory))
    : [];
