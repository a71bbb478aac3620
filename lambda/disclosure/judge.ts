import type { Accounted } from '../decision/store.ts';
import { decideAll } from '../decision/several.ts';
import type { DecidingDependencies } from '../decision/several.ts';
import { civilDate } from '../policy/periods.ts';
import type { CivilDate } from '../policy/periods.ts';
import { activeOf, refusalOfDecisions, refusalOfPerson } from '../record/refused.ts';
import type { Identifier } from '../subject/model/subject.ts';
import type { SubjectId } from '../value/ids.ts';
import { isAhead } from '../value/time.ts';
import type { EpochMilliseconds } from '../value/time.ts';
import { coverageOf } from './model/agreement.ts';
import type { CoveringPolicy } from './model/agreement.ts';
import type { Refusal, Uncovered } from './model/refusal.ts';

/** What a service wants to give to a recipient. */
export interface DisclosureRequest {
  readonly subject: Identifier;
  readonly recipient: string;
  readonly purpose: string;
  readonly categories: readonly string[];
  readonly reference?: string | undefined;
  /** Now when absent. */
  readonly at?: EpochMilliseconds | undefined;
}

export type Judgement =
  | { readonly kind: 'permitted'; readonly subjectId: SubjectId }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

/**
 * Whether each disclosure is covered by an agreement, and then whether the data may be used for the
 * purpose at all. Reads each table once, however many there are.
 *
 * @param requests at most 100
 * @returns one judgement for each, in order, and the denials to account for
 * @throws StoreUnavailableError, KeyringUnavailableError: without an answer nothing is permitted
 */
export async function judge(
  deps: DecidingDependencies,
  requests: readonly DisclosureRequest[],
): Promise<{
  readonly judgements: readonly Judgement[];
  readonly denials: readonly Accounted[];
  /** Those about whose data something may be entered, each once. */
  readonly people: readonly SubjectId[];
}> {
  const { policy, clock } = deps;
  const now = clock();
  const decided = await decideAll(
    deps,
    requests.flatMap(({ subject, purpose, categories }) =>
      categories.map((category) => ({ subject, purpose, category, storing: false })),
    ),
  );
  const today = civilDate(now, policy.controller.timeZone);
  const denials: Accounted[] = [];
  let start = 0;
  const judgements = requests.map((request): Judgement => {
    const own = decided.slice(start, start + request.categories.length);
    start += request.categories.length;
    const [first] = own;
    if (first === undefined) throw new TypeError('every category has a decision');
    const { recipient, purpose, at } = request;
    if (at !== undefined && isAhead(at, now)) return refused({ kind: 'in-future' });

    // What was given before had to be covered then, and is not recorded under an agreement that ended.
    const then = at === undefined ? [] : [civilDate(at, policy.controller.timeZone)];
    const uncovered = uncoveredOf(policy, request, [today, ...then]);
    if (uncovered.length > 0) {
      const { resolution } = first;
      for (const { position, reason } of uncovered) {
        const category = position === undefined ? undefined : request.categories[position];
        const decision = { decision: 'deny', reasons: [reason] } as const;
        denials.push({ purpose, category, recipient, resolution, decision });
      }
      return refused({ kind: 'not-covered', denials: uncovered });
    }

    const subject = activeOf(first.resolution);
    if (subject === undefined) return refused(refusalOfPerson(first.resolution));
    const refusal = refusalOfDecisions(own.map(({ decision }) => decision));
    if (refusal === undefined) return { kind: 'permitted', subjectId: subject.subjectId };
    const denied = own.filter(({ decision }) => decision.decision === 'deny');
    denials.push(...denied.map((one) => ({ ...one, recipient })));
    return refused(refusal);
  });
  const people = decided.flatMap(({ resolution }) => activeOf(resolution)?.subjectId ?? []);
  return { judgements, denials, people: [...new Set(people)] };
}

const refused = (refusal: Refusal): Judgement => ({ kind: 'refused', refusal });

/** What is wrong whatever the category, once; or else which categories are not covered. */
function uncoveredOf(
  policy: CoveringPolicy,
  { recipient, purpose, categories }: DisclosureRequest,
  days: readonly CivilDate[],
): Uncovered[] {
  const found = categories.flatMap((category, position): Uncovered[] => {
    for (const day of days) {
      const coverage = coverageOf(policy, { recipient, purpose, category }, day);
      if (coverage.kind === 'not-covered') return [{ position, reason: coverage.reason }];
    }
    return [];
  });
  const whole = found.find(({ reason }) => reason !== 'category-not-in-agreement');
  return whole === undefined ? found : [{ reason: whole.reason }];
}
