import type { Client } from './client.ts';
import type { components } from './schema.ts';

type Decision = components['schemas']['Decision'];
type Question = components['schemas']['Question'];

/** Why the client itself denies: the decision was not requested, has expired, or could not be fetched. */
export type ClientReason = 'decision-unknown' | 'decision-expired' | 'decision-unavailable';

/** A permit or a denial: the API's decision, or a denial of the client, which has no valid one. */
export type DecisionResult =
  | (Omit<Decision, 'decision' | 'reasons'> & { readonly decision: 'permit' })
  | {
      readonly decision: 'deny';
      readonly reasons: readonly (Decision['reasons'][number] | ClientReason)[];
      /** Why there is no decision: the outcome of the call, or the error that it threw. */
      readonly cause?: unknown;
    };

export interface Decisions {
  /** Returns the cached decision if it is valid, else requests one. Every failure is a denial. */
  readonly decide: (question: Question) => Promise<DecisionResult>;
  /** The same without a call: a decision that is not cached or no longer valid is a denial. */
  readonly cached: (question: Question) => DecisionResult;
  /** Empties the cache, for example after a `consent.changed` event. */
  readonly forget: () => void;
}

export interface DecisionsOptions {
  /** How many decisions are cached at most; 10,000 when absent. */
  readonly maximum?: number;
}

/** A permit that a person can withdraw is never cached longer than this, whatever a clock says. */
const revocableMilliseconds = 60_000;
const longestMilliseconds = 300_000;
const lasting: ReadonlySet<string> = new Set([
  'contract',
  'legal-obligation',
  'vital-interests',
  'notice',
] satisfies Decision['basis'][]);

interface CachedDecision {
  readonly decision: Decision;
  /** Milliseconds of `performance.now()`, which no clock change affects. */
  readonly until: number;
}

/**
 * Decisions, cached as long as they may be: a permit that rests on consent until its `validUntil` and
 * at most 60 seconds from when it was asked for. An expired decision denies; so does every failure.
 */
export function createDecisions(
  client: Pick<Client, 'post'>,
  { maximum = 10_000 }: DecisionsOptions = {},
): Decisions {
  const cache = new Map<string, CachedDecision>();
  const asked = new Map<string, Promise<DecisionResult>>();
  let forgotten = 0;

  const find = (name: string): DecisionResult => {
    const found = cache.get(name);
    if (found === undefined) return denied('decision-unknown');
    return isValid(found) ? resultOf(found.decision) : denied('decision-expired');
  };

  const ask = async (name: string, question: Question): Promise<DecisionResult> => {
    const since = performance.now();
    const before = forgotten;
    try {
      const outcome = await client.post('/v1/decisions', { body: question });
      if (outcome.kind === 'problem' || 'items' in outcome.body) {
        return denied('decision-unavailable', outcome);
      }
      const one = { decision: outcome.body, until: since + longestOf(outcome.body) };
      // A decision from before the cache was emptied is returned, but not cached.
      if (before === forgotten) keep(name, one);
      const isDenial = one.decision.decision === 'deny';
      return isDenial || isValid(one) ? resultOf(one.decision) : denied('decision-expired');
    } catch (cause) {
      return denied('decision-unavailable', cause);
    }
  };

  const keep = (name: string, one: CachedDecision): void => {
    cache.delete(name);
    cache.set(name, one);
    const [oldest] = cache.keys();
    if (cache.size > maximum && oldest !== undefined) cache.delete(oldest);
  };

  return {
    cached: (question) => find(nameOf(question)),
    forget: () => {
      forgotten += 1;
      cache.clear();
      asked.clear();
    },
    decide: (question) => {
      const name = nameOf(question);
      const found = cache.get(name);
      if (found !== undefined && isValid(found)) return Promise.resolve(resultOf(found.decision));
      const under = asked.get(name);
      if (under !== undefined) return under;
      const answer = ask(name, question).finally(() => {
        if (asked.get(name) === answer) asked.delete(name);
      });
      asked.set(name, answer);
      return answer;
    },
  };
}

const isValid = ({ decision, until }: CachedDecision): boolean =>
  performance.now() < until && Date.now() < Date.parse(decision.validUntil);

const longestOf = ({ basis = 'consent' }: Decision): number =>
  lasting.has(basis) ? longestMilliseconds : revocableMilliseconds;

function resultOf({ decision, reasons, ...rest }: Decision): DecisionResult {
  return decision === 'permit' ? { decision, ...rest } : { decision, reasons };
}

const denied = (reason: ClientReason, cause?: unknown): DecisionResult => ({
  decision: 'deny',
  reasons: [reason],
  cause,
});

const nameOf = ({ subject, purpose, category, collectedAt, storing, model }: Question): string =>
  JSON.stringify([
    ...[subject.type, subject.value, subject.issuer ?? null, purpose, category],
    ...[collectedAt ?? null, storing ?? null, model ?? null],
  ]);
