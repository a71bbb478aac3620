import type { Client } from './client.ts';
import type { components } from './schema.ts';

type Decision = components['schemas']['Decision'];
type Question = components['schemas']['Question'];

/** Why the client itself denies: it never asked, the answer has expired, or it got none. */
export type OwnReason = 'decision-unknown' | 'decision-expired' | 'decision-unavailable';

export type Verdict =
  | (Omit<Decision, 'decision' | 'reasons'> & { readonly decision: 'permit' })
  | {
      readonly decision: 'deny';
      readonly reasons: readonly (Decision['reasons'][number] | OwnReason)[];
      /** What came in place of an answer: the outcome of the call, or what it threw. */
      readonly cause?: unknown;
    };

export interface Decisions {
  /** Answers from what is cached and valid, else asks. Whatever is not a permit is a denial. */
  readonly decide: (question: Question) => Promise<Verdict>;
  /** The same without asking: what is not cached or no longer valid is denied. */
  readonly cached: (question: Question) => Verdict;
  /** Forgets everything, for example after a `consent.changed` event. */
  readonly forget: () => void;
}

export interface DecisionsOptions {
  /** How many decisions are cached at most; 10,000 when absent. */
  readonly maximum?: number;
}

/** What rests on somebody's word is never kept longer than this, whatever a clock says. */
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
  /** Milliseconds of `performance.now()`, which nobody sets back. */
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
  const asked = new Map<string, Promise<Verdict>>();
  let forgotten = 0;

  const find = (name: string): Verdict => {
    const found = cache.get(name);
    if (found === undefined) return denied('decision-unknown');
    return isValid(found) ? verdictOf(found.decision) : denied('decision-expired');
  };

  const ask = async (name: string, question: Question): Promise<Verdict> => {
    const since = performance.now();
    const before = forgotten;
    try {
      const outcome = await client.post('/v1/decisions', { body: question });
      if (outcome.kind === 'problem' || 'items' in outcome.body) {
        return denied('decision-unavailable', outcome);
      }
      const one = { decision: outcome.body, until: since + longestOf(outcome.body) };
      // What was decided before everything was forgotten is an answer, not something to keep.
      if (before === forgotten) keep(name, one);
      const isDenial = one.decision.decision === 'deny';
      return isDenial || isValid(one) ? verdictOf(one.decision) : denied('decision-expired');
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
      if (found !== undefined && isValid(found)) return Promise.resolve(verdictOf(found.decision));
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

function verdictOf({ decision, reasons, ...rest }: Decision): Verdict {
  return decision === 'permit' ? { decision, ...rest } : { decision, reasons };
}

const denied = (reason: OwnReason, cause?: unknown): Verdict => ({
  decision: 'deny',
  reasons: [reason],
  cause,
});

const nameOf = ({ subject, purpose, category }: Question): string =>
  JSON.stringify([subject.type, subject.value, subject.issuer ?? null, purpose, category]);
