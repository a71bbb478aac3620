import { openRecords } from '../record/store.ts';
import type { Records } from '../record/store.ts';
import type { RecordsDependencies } from '../record/rows.ts';
import { findDecision, pageOfDecisions } from './store.ts';
import type { FoundDecision } from './store.ts';
import { shownDecision } from './views.ts';
import { decodeCursor, encodeCursor, malformedCursor } from '../platform/http/cursor.ts';
import type { Answer } from '../platform/http/handlers.ts';
import { answer } from '../platform/http/handlers.ts';
import type { Problem, ProblemDetail } from '../platform/http/problem.ts';
import type { RecordId, SubjectId } from '../value/ids.ts';
import { parseId } from '../value/ids.ts';
import type { AnswerOutcome } from '../request/model/answer.ts';
import type { RequestRow } from '../request/row.ts';
import type { Requests } from '../request/store.ts';
import { openText } from '../request/text.ts';
import type { ContestedDecision } from './contested-contract.ts';

interface Page {
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** Decisions that requests for human review are about. */
export interface ContestedDecisions {
  /** What is wrong with the id that a person names. */
  faultOf(subjectId: SubjectId, id: string): Promise<ProblemDetail | undefined>;
  /** For the reviewer, who sees nothing of anyone else. */
  shown(row: RequestRow): Promise<ContestedDecision | undefined>;
  /** Why a review cannot end like that. */
  obstacleTo(row: RequestRow, outcome: AnswerOutcome): Promise<ReviewObstacle | undefined>;
  /** Everything that was decided about one person, with what a human came to. */
  list(subjectId: SubjectId, page: Page): Promise<Answer | Problem>;
}

export type ReviewObstacle =
  /** Nothing is left by which a human could judge it. */
  | 'decision-ended'
  /** GDPR Art. 22(3): who contests a decision that is still there gets a review. */
  | 'decision-reviewable';

export function openContestedDecisions(
  platform: RecordsDependencies,
  requests: Requests,
): ContestedDecisions {
  const records: Records = openRecords(platform);

  const found = ({ subjectId, automatedDecisionId }: RequestRow): Promise<FoundDecision> =>
    automatedDecisionId === undefined
      ? Promise.resolve(ended)
      : findDecision(platform, records, subjectId, automatedDecisionId).then((one) => one ?? ended);

  return {
    async faultOf(subjectId, id) {
      const decision = await findDecision(platform, records, subjectId, id);
      if (decision?.kind === 'reviewable') return undefined;
      return {
        pointer: '/automatedDecisionId',
        message:
          decision === undefined
            ? 'name one of your decisions in GET /v1/me/automated-decisions; one that has ended is deleted, and no one can review it'
            : 'this decision has ended and is being deleted: no one can review it any more',
      };
    },

    async shown(row) {
      if (row.automatedDecisionId === undefined) return undefined;
      const decision = await found(row);
      return decision.kind === 'ended'
        ? { state: 'ended' }
        : { state: 'reviewable', ...shownDecision(decision.decision) };
    },

    async obstacleTo(row, outcome) {
      if (row.kind !== 'human-review') return undefined;
      const { kind } = await found(row);
      if (kind === 'ended') return outcome === 'rejected' ? undefined : 'decision-ended';
      return outcome === 'rejected' ? 'decision-reviewable' : undefined;
    },

    async list(subjectId, { limit, cursor }) {
      const scope = `own-automated-decisions/${subjectId}`;
      const place = cursor === undefined ? undefined : decodeCursor(scope, cursor)?.['recordId'];
      const after = parseId<RecordId>(place ?? '');
      if (cursor !== undefined && after === undefined) return malformedCursor;
      const page = await pageOfDecisions(records, subjectId, { limit, after });
      const reviews = page.decisions.length === 0 ? none : await reviewsOf(subjectId);
      const items = await Promise.all(
        page.decisions.map(async (decision) => ({
          ...shownDecision(decision),
          review: await reviewIn(reviews.get(decision.record.recordId)),
        })),
      );
      const nextCursor = page.after && encodeCursor(scope, { recordId: page.after });
      return answer(200, { items, nextCursor });
    },
  };

  /** The newest of each decision; what the person called off is none. */
  async function reviewsOf(subjectId: SubjectId): Promise<ReadonlyMap<string, RequestRow>> {
    const reviews = new Map<string, RequestRow>();
    for await (const row of requests.everyOf(subjectId)) {
      const { automatedDecisionId: id, status } = row;
      if (id === undefined || status === 'cancelled' || reviews.has(id)) continue;
      reviews.set(id, row);
    }
    return reviews;
  }

  async function reviewIn(row: RequestRow | undefined) {
    if (row === undefined) return undefined;
    const { requestId, status, answer: given } = row;
    if (given === undefined) return { requestId, status };
    const { answer: said } = await openText(platform.subjectKeys, row);
    const { outcome, at: answeredAt } = given;
    return { requestId, status, outcome, reasons: said?.reasons, answeredAt };
  }
}

const ended: FoundDecision = { kind: 'ended' };
const none: ReadonlyMap<string, RequestRow> = new Map();
