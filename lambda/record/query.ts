import { askFreeze } from '../containment/freeze-store.ts';
import { askStates } from '../consent/store.ts';
import { decide, denyReasons } from '../consent/model/decision.ts';
import { unclassifiedCategory } from '../policy/categories.ts';
import type { Decided, Question } from '../decision/store.ts';
import { accountFor, factsOf } from '../decision/store.ts';
import { decodeCursor, encodeCursor } from '../platform/http/cursor.ts';
import type { Answer } from '../platform/http/handlers.ts';
import { answer } from '../platform/http/handlers.ts';
import type { Problem, ProblemDetail } from '../platform/http/problem.ts';
import { problem } from '../platform/http/problem.ts';
import type { RecordId, SubjectId } from '../value/ids.ts';
import { parseId } from '../value/ids.ts';
import { milliseconds, toRfc3339 } from '../value/time.ts';
import type { Policy } from '../policy/schema.ts';
import { countUses } from '../retention/uses.ts';
import type { Identifier } from '../subject/model/subject.ts';
import { activeOf, deniedOf, refusalOfDecisions, refusalOfPerson } from './refused.ts';
import { problemOf } from './outcome.ts';
import type { OpenedRecord } from './model/record.ts';
import { isCategory } from './model/record.ts';
import type { WriteDependencies } from './write-records.ts';
import { asksToRedact, makeLinks } from './media-links.ts';
import { mediaFacts, servedRecord } from './views.ts';

export interface PurposeQuery {
  readonly subject: Identifier;
  readonly purpose: string;
  readonly category?: string;
  readonly limit: number;
  readonly cursor?: string;
}

/** Returns the records that serve a purpose and for which it is permitted now. */
export async function queryForPurpose(
  deps: WriteDependencies,
  query: PurposeQuery,
): Promise<Answer | Problem> {
  const { purpose, category } = query;
  const errors = faultsOf(deps.policy, query);
  if (errors.length > 0) return problem('invalid-input', { errors });

  const { resolutions, known, own } = await deps.subjects.resolveWith([query.subject], {
    known: askFreeze,
    own: (read, [subjectId]) =>
      askStates(read, subjectId === undefined ? [] : [{ subjectId, purpose }]),
  });
  const [resolution = { kind: 'unknown' }] = resolutions;
  const subject = activeOf(resolution);
  if (subject === undefined) return problemOf(refusalOfPerson(resolution));
  const after = query.cursor === undefined ? undefined : readPlace(subject.subjectId, query.cursor);
  if (query.cursor !== undefined && after === undefined) return malformed;

  const categories = category === undefined ? coveredBy(deps.policy, purpose) : [category];
  const questions = categories.map((one): Question => ({ purpose, category: one }));
  const states = own.get(subject.subjectId);
  const decideAll = (asked: readonly Question[]) =>
    factsOf({ ...deps, freeze: known }, resolution, states, asked).map(decide);
  const decisions = decideAll(questions);
  // Data from before another basis rests on the one that it was collected on (GDPR Art. 13(3)).
  const oldest = decideAll(questions.map((one) => ({ ...one, collectedAt: milliseconds(0) })));
  const permitted = new Set(
    categories.filter((_, index) =>
      [decisions, oldest].some((answers) => answers[index]?.decision === 'permit'),
    ),
  );
  if (permitted.size === 0) {
    // What was refused is part of what was promised.
    const denied = deniedOf(resolution, questions, decisions);
    await accountFor(deps, category === undefined ? asOne(denied) : denied);
    const refusal = refusalOfDecisions(decisions);
    if (refusal?.kind === 'restricted' || refusal?.kind === 'frozen') return problemOf(refusal);
    const reasons = new Set(
      refusal?.kind === 'not-permitted' ? refusal.denials.flatMap((one) => one.reasons) : [],
    );
    const message = `this purpose is denied: ${[...reasons].join(', ')}`;
    return problem('processing-not-permitted', { errors: [{ pointer: '/purpose', message }] });
  }

  const reading = deps.records.page(subject.subjectId, {
    accepts: ({ purposes, category: one, collectedAt }) =>
      purposes.includes(purpose) &&
      permitted.has(one) &&
      decideAll([{ purpose, category: one, collectedAt }])[0]?.decision === 'permit',
    limit: query.limit,
    after,
  });
  // The pages that follow belong to the same use. What is not accounted for is not returned.
  const uses = after === undefined ? [{ subjectId: subject.subjectId, purpose }] : [];
  const [page] = await Promise.all([reading, countUses(deps, uses)]);
  const shown = await servedFor(deps.policy, purpose);
  const linked = await linksFor(deps, subject.subjectId, page.records, purpose);
  return answer(200, {
    items: page.records.map((record) => ({ ...shown(record), media: linked(record) })),
    nextCursor: page.after && encodeCursor(scopeOf(subject.subjectId), { recordId: page.after }),
  });
}

/** The obligation `redact` is carried out here: who uses the data for the purpose never has the rest. */
async function servedFor(policy: Policy, purpose: string) {
  if (!asksToRedact(policy, purpose)) return servedRecord;
  const { openSearch } = await import('../text/search.ts');
  const { redactContent } = openSearch(policy.texts);
  return (record: OpenedRecord) => {
    const { content, counts } = redactContent(record.content);
    return { ...servedRecord(record), content, redacted: counts };
  };
}

/** With a link to each file, unless the purpose obliges to redact: a file cannot be. */
async function linksFor(
  deps: WriteDependencies,
  subjectId: SubjectId,
  records: readonly OpenedRecord[],
  purpose: string,
) {
  const files = records.filter(({ media }) => media !== undefined).map(({ recordId }) => recordId);
  const withoutLink = asksToRedact(deps.policy, purpose);
  const links = withoutLink ? [] : await makeLinks(deps, subjectId, files, purpose);
  return ({ media, recordId }: OpenedRecord) => {
    if (media === undefined) return undefined;
    const link = links[files.indexOf(recordId)];
    return link === undefined
      ? { contentType: media.contentType, bytes: media.bytes, noLinkBecause: 'redact' }
      : { ...mediaFacts(media), link: { url: link.path, expiresAt: toRfc3339(link.expiresAt) } };
  };
}

/** What no one has classified is covered where the category is that it is treated as. */
function coveredBy({ purposes, unclassified }: Policy, purpose: string): readonly string[] {
  const categories = purposes[purpose]?.categories ?? [];
  const covered = unclassified !== undefined && categories.includes(unclassified.treatAs);
  return covered ? [...categories, unclassifiedCategory] : categories;
}

/** One question was asked, so one denial is entered: with the most decisive of the reasons. */
function asOne(denied: readonly Decided[]): Decided[] {
  const rank = ({ decision }: Decided): number =>
    decision.decision === 'deny' ? denyReasons.indexOf(decision.reasons[0]) : denyReasons.length;
  return denied
    .toSorted((one, other) => rank(one) - rank(other))
    .slice(0, 1)
    .map(({ purpose, resolution, decision }) => ({ purpose, resolution, decision }));
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
    ...(category === undefined || isCategory(policy, category)
      ? []
      : [{ pointer: '/category', message: 'send a category of the policy' }]),
  ];
}
