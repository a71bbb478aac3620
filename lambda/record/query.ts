import type { Question } from '../decision/store.ts';
import { gatherDecisions } from '../decision/store.ts';
import { decodeCursor, encodeCursor } from '../platform/http/cursor.ts';
import type { Answer } from '../platform/http/exchange.ts';
import { answer } from '../platform/http/exchange.ts';
import type { Problem, ProblemDetail } from '../platform/http/problem.ts';
import { problem } from '../platform/http/problem.ts';
import type { RecordId, SubjectId } from '../platform/ids.ts';
import { parseId } from '../platform/ids.ts';
import type { Policy } from '../policy/schema.ts';
import type { Identifier } from '../subject/subject.ts';
import { activeOf, deniedOf, enterDenials, refusalOfDecisions, refusalOfPerson } from './gate.ts';
import { problemOf } from './outcome.ts';
import type { OfferDependencies } from './store-offers.ts';
import { servedRecord } from './views.ts';

export interface PurposeQuery {
  readonly subject: Identifier;
  readonly purpose: string;
  readonly category?: string;
  readonly limit: number;
  readonly cursor?: string;
}

/** Answers the records that serve a purpose, of the categories for which it is permitted now. */
export async function queryForPurpose(
  deps: OfferDependencies,
  query: PurposeQuery,
): Promise<Answer | Problem> {
  const { purpose, category } = query;
  const errors = faultsOf(deps.policy, query);
  if (errors.length > 0) return problem('invalid-input', { errors });

  const resolution = await deps.subjects.resolve(query.subject);
  const subject = activeOf(resolution);
  if (subject === undefined) return problemOf(refusalOfPerson(resolution));
  const after = query.cursor === undefined ? undefined : readPlace(subject.subjectId, query.cursor);
  if (query.cursor !== undefined && after === undefined) return malformed;

  const categories =
    category === undefined ? (deps.policy.purposes[purpose]?.categories ?? []) : [category];
  const questions = categories.map((one): Question => ({ purpose, category: one }));
  const decisions = await gatherDecisions(deps, resolution, questions);
  const permitted = new Set(
    categories.filter((_, index) => decisions[index]?.decision === 'permit'),
  );
  if (permitted.size === 0) {
    await enterDenials(deps, deniedOf(resolution, questions, decisions));
    const refusal = refusalOfDecisions(decisions);
    if (refusal?.kind === 'frozen') return problemOf(refusal);
    const reasons = new Set(
      refusal?.kind === 'not-permitted' ? refusal.denials.flatMap((one) => one.reasons) : [],
    );
    const message = `this purpose is denied: ${[...reasons].join(', ')}`;
    return problem('processing-not-permitted', { errors: [{ pointer: '/purpose', message }] });
  }

  const page = await deps.records.page(subject.subjectId, {
    accepts: (facts) => facts.purposes.includes(purpose) && permitted.has(facts.category),
    limit: query.limit,
    ...(after !== undefined && { after }),
  });
  return answer(200, {
    items: page.records.map(servedRecord),
    ...(page.after !== undefined && {
      nextCursor: encodeCursor(scopeOf(subject.subjectId), { recordId: page.after }),
    }),
  });
}

const scopeOf = (subjectId: SubjectId): string => `records-for-purpose/${subjectId}`;

const readPlace = (subjectId: SubjectId, cursor: string): RecordId | undefined =>
  parseId<RecordId>(decodeCursor(scopeOf(subjectId), cursor)?.['recordId'] ?? '');

const malformed = problem('invalid-input', {
  errors: [
    { pointer: '/cursor', message: 'send the nextCursor of this list, or no cursor to begin' },
  ],
});

function faultsOf(policy: Policy, { purpose, category }: PurposeQuery): ProblemDetail[] {
  return [
    ...(Object.hasOwn(policy.purposes, purpose)
      ? []
      : [{ pointer: '/purpose', message: 'send a purpose of the policy' }]),
    ...(category === undefined || Object.hasOwn(policy.categories, category)
      ? []
      : [{ pointer: '/category', message: 'send a category of the policy' }]),
  ];
}
