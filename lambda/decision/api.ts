import { openConsents } from '../consent/store.ts';
import type { Handlers } from '../platform/http/exchange.ts';
import { answer } from '../platform/http/exchange.ts';
import type { ProblemDetail } from '../platform/http/problem.ts';
import { problem } from '../platform/http/problem.ts';
import type { EventId } from '../platform/ids.ts';
import { toRfc3339 } from '../platform/time.ts';
import type { Policy } from '../policy/schema.ts';
import type { SubjectsDependencies } from '../subject/store.ts';
import { openSubjects } from '../subject/store.ts';
import type { Identifier } from '../subject/subject.ts';
import { normalise } from '../subject/subject.ts';
import type { decisionRoutes } from './routes.ts';
import type { Decided, Question } from './store.ts';
import { accountFor, gatherDecisions } from './store.ts';

interface Asked extends Question {
  readonly subject: Identifier;
}

export function decisionHandlers(deps: SubjectsDependencies): Handlers<typeof decisionRoutes> {
  const { policy } = deps;
  const subjects = openSubjects(deps);
  const consents = openConsents(deps);

  return {
    async decide({ body }) {
      const { subject, purpose, category, items } = body;
      const single = subject && purpose !== undefined && category !== undefined;
      const asked = items ?? (single ? [{ subject, purpose, category }] : []);

      const errors = asked.flatMap((one, index) =>
        faultsOf(policy, one, items ? `/items/${index}` : ''),
      );
      if (errors.length > 0) return problem('invalid-input', { errors: errors.slice(0, 20) });

      const decided = await decideAll(asked);
      const ids = await accountFor(deps, decided);
      const decisions = decided.map((one, index) => present(one, ids[index]));
      return answer(200, items ? { items: decisions } : decisions[0]);
    },
  };

  /** One resolution and one query of consents for each person, however often they are named. */
  async function decideAll(asked: readonly Asked[]): Promise<Decided[]> {
    const people = Map.groupBy(
      asked.map((question, place) => ({ question, place })),
      ({ question }) => JSON.stringify(normalise(question.subject)),
    );
    const decided = await Promise.all(
      [...people.values()].map(async (questions) => {
        const [first] = questions;
        if (first === undefined) return [];
        const resolution = await subjects.resolve(first.question.subject);
        const about = questions.map(({ question }) => question);
        const decisions = await gatherDecisions(
          { policy, consents, clock: deps.clock },
          resolution,
          about,
        );
        return questions.flatMap(({ question: { purpose, category }, place }, index) => {
          const decision = decisions[index];
          return decision ? [{ place, decided: { resolution, purpose, category, decision } }] : [];
        });
      }),
    );
    return decided
      .flat()
      .sort((one, other) => one.place - other.place)
      .map(({ decided: one }) => one);
  }

  function present({ decision }: Decided, decisionId: EventId | undefined) {
    return {
      decision: decision.decision,
      ...(decision.basis && { basis: decision.basis }),
      reasons: decision.decision === 'deny' ? decision.reasons : [],
      obligations: decision.decision === 'permit' ? decision.obligations : [],
      policyVersion: policy.version,
      decisionId,
      validUntil: toRfc3339(decision.validUntil),
    };
  }
}

function faultsOf(policy: Policy, { purpose, category }: Question, at: string): ProblemDetail[] {
  const message = (what: string): string => `send a ${what} that the policy declares`;
  return [
    ...(Object.hasOwn(policy.purposes, purpose)
      ? []
      : [{ pointer: `${at}/purpose`, message: message('purpose') }]),
    ...(Object.hasOwn(policy.categories, category)
      ? []
      : [{ pointer: `${at}/category`, message: message('category') }]),
  ];
}
