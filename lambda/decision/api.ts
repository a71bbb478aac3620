import { readFreeze } from '../containment/freeze-store.ts';
import { openConsents } from '../consent/consents.ts';
import type { Handlers, RequestOf } from '../platform/http/handlers.ts';
import { answer } from '../platform/http/handlers.ts';
import { validItems, inPlace } from '../platform/http/item.ts';
import type { ProblemDetail } from '../platform/http/problem.ts';
import { problem } from '../platform/http/problem.ts';
import type { EpochMilliseconds } from '../value/time.ts';
import { isAhead, toRfc3339 } from '../value/time.ts';
import type { Policy } from '../policy/schema.ts';
import type { SubjectsDependencies } from '../subject/store.ts';
import { openSubjects } from '../subject/store.ts';
import type { Decision } from '../consent/model/decision.ts';
import { decide } from '../consent/model/decision.ts';
import { categoryFor, unclassifiedCategory } from '../policy/categories.ts';
import { explain, languageOf } from './model/explanation.ts';
import type { decisionRoutes } from './routes.ts';
import type { Asked } from './several.ts';
import { decideAll } from './several.ts';
import type { Question } from './store.ts';
import { accountFor, factsOf } from './store.ts';

export function decisionHandlers(
  dependencies: SubjectsDependencies,
): Handlers<typeof decisionRoutes> {
  const { policy } = dependencies;
  const subjects = openSubjects(dependencies);
  const consents = openConsents(dependencies);
  const { database, keyring, subjectKeys, clock } = dependencies;
  const deps = { database, keyring, subjectKeys, policy, clock, subjects, consents };

  return {
    async decide({ body, now }) {
      const { subject, purpose, category, items: sent, ...rest } = body;
      const errors = faultsOfTime(rest, now);
      if (errors.length > 0) return problem('invalid-input', { errors });
      const items = sent?.map((item) => timely(item, now));
      const single = subject && purpose !== undefined && category !== undefined;
      const asked = items
        ? validItems(items).map(({ value }) => value)
        : single
          ? [{ subject, purpose, category, ...rest }]
          : [];

      const decided = await decideAll(deps, asked.map(questionOf));
      const ids = await accountFor(deps, decided);
      const decisions = decided.map(({ decision }, index) => ({
        ...shown(decision),
        policyVersion: policy.version,
        decisionId: ids[index],
        validUntil: toRfc3339(decision.validUntil),
      }));
      return answer(
        200,
        items
          ? {
              items: inPlace(
                items,
                decisions.map((one) => ({ status: 200, ...one })),
              ),
            }
          : decisions[0],
      );
    },

    // Looking at one's own decisions is no use of data: nothing is entered or counted.
    async listMyDecisions({ caller, query }) {
      const errors = faultsOf(policy, query);
      if (errors.length > 0) return problem('invalid-input', { errors });

      const [found, freeze] = await Promise.all([
        subjects.resolveCaller(caller),
        readFreeze(database),
      ]);
      const known = found.kind === 'known' ? found.subject : undefined;
      const states = known && (await consents.states(known.subjectId));
      const language = languageOf(query.locale ?? known?.settings.locale);
      const items = factsOf({ ...deps, freeze }, found, states, questionsOf(policy, query)).map(
        (facts) => {
          const decision = decide(facts);
          const { purpose, category } = facts;
          return {
            purpose,
            category,
            ...shown(decision),
            explanation: explain(decision, facts, language),
          };
        },
      );
      return answer(200, { items, policyVersion: policy.version });
    },
  };
}

/** As `POST /v1/records` answers: nothing is collected at a time that has not come. */
const faultsOfTime = (
  { collectedAt }: Pick<AskedBody, 'collectedAt'>,
  now: EpochMilliseconds,
): ProblemDetail[] =>
  collectedAt !== undefined && isAhead(collectedAt, now)
    ? [{ pointer: '/collectedAt', message: 'send a time that has passed' }]
    : [];

function timely(item: AskedItem, now: EpochMilliseconds): AskedItem {
  const errors = item.kind === 'valid' ? faultsOfTime(item.value, now) : [];
  return errors.length > 0 ? { kind: 'invalid', errors } : item;
}

type AskedItem = NonNullable<RequestOf<(typeof decisionRoutes)['decide']>['body']['items']>[number];
type AskedBody = Extract<AskedItem, { kind: 'valid' }>['value'];

/**
 * A question about data that comes in now is that of `POST /v1/records`, and has the same answer:
 * data that was collected before is there already.
 */
/** A question that does not say what it is about is about all of it: what is stored and what comes in. */
function questionOf({ collectedAt, storing: said, ...rest }: AskedBody): Asked {
  const storing = said ?? collectedAt === undefined;
  return { ...rest, storing, incoming: said === true, collectedAt };
}

const shown = (decision: Decision) => ({
  decision: decision.decision,
  basis: decision.basis,
  reasons: decision.decision === 'deny' ? decision.reasons : [],
  obligations: decision.decision === 'permit' ? decision.obligations : [],
});

/** As a service is answered that does not say what it asks about. */
const usual = { storing: true };

/** What was asked, or every purpose with every category that it uses. */
function questionsOf(
  policy: Policy,
  asked: { readonly purpose?: string | undefined; readonly category?: string | undefined },
): Question[] {
  const { category } = asked;
  const chosen = asked.purpose === undefined ? Object.keys(policy.purposes) : [asked.purpose];
  return chosen.flatMap((purpose) => {
    const used = policy.purposes[purpose]?.categories ?? [];
    if (category === undefined) return used.map((one) => ({ ...usual, purpose, category: one }));
    const isUsed = used.includes(categoryFor(policy, category) ?? category);
    return asked.purpose !== undefined || isUsed ? [{ ...usual, purpose, category }] : [];
  });
}

/** What is not declared lists nothing; asked about alone it is denied, as in a question of a service. */
function faultsOf(
  policy: Policy,
  {
    purpose,
    category,
  }: { readonly purpose?: string | undefined; readonly category?: string | undefined },
): ProblemDetail[] {
  const fault = (what: 'purpose' | 'category'): ProblemDetail => ({
    pointer: `/query/${what}`,
    message: `send a ${what} that the policy declares`,
  });
  const isKnown =
    category === undefined ||
    category === unclassifiedCategory ||
    Object.hasOwn(policy.categories, category);
  return [
    ...(purpose === undefined || Object.hasOwn(policy.purposes, purpose) ? [] : [fault('purpose')]),
    ...(isKnown ? [] : [fault('category')]),
  ];
}
