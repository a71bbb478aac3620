import type { StoredState } from '../../lambda/consent/model/event.ts';
import type { EpochMilliseconds } from '../../lambda/value/time.ts';
import { milliseconds } from '../../lambda/value/time.ts';
import { addPeriod } from '../../lambda/policy/periods.ts';
import type { Random } from '../decision/generated.ts';
import { at, policyWith, said } from './retention-fixture.ts';

/*
 * Five years of a person in plain rules, day by day: what stands here is written from the law and
 * knows nothing of the program but the periods and bases that it puts into the policy.
 */

const change = '2028-07-01';
export const policy = policyWith({
  answering: { legalBasis: { gdpr: { basis: 'contract' } }, retention: 'P30D' },
  helping: { legalBasis: { gdpr: { basis: 'legitimate-interests' } }, retention: 'P1Y' },
  safety: { legalBasis: { gdpr: { basis: 'legal-obligation' } }, retention: 'P18M' },
  improvement: {
    legalBasis: {
      gdpr: {
        basis: 'consent',
        effectiveFrom: change,
        previous: { basis: 'legitimate-interests' },
      },
    },
    retention: 'P2Y',
    categories: ['prompt-text', 'usage-log'],
  },
});
for (const purpose of ['answering', 'helping', 'safety']) {
  policy.purposes[purpose]!.categories = ['prompt-text', 'usage-log'];
}
const zone = 'Europe/Berlin';

export const day = 86_400_000;
export const begin = at('2026-11-24T08:00:00Z');
export const days = 5 * 365 + 1;

/** A consent on an earlier notice waits to be given again, and lapses like others. */
interface Yes {
  readonly kind: 'yes';
  readonly until: number;
  readonly isOutdated?: boolean;
}

/** What was said and set by a moment of a day. */
export interface Facts {
  chosen: Record<string, string>;
  /** `no` is an objection where there is no consent to withdraw. */
  answers: Record<string, Yes | { readonly kind: 'no' }>;
  restricted: string[];
  stored: string[];
}

export const untouchedFacts = (): Facts => ({
  chosen: {},
  answers: {},
  restricted: [],
  stored: [],
});

export interface Row {
  readonly name: number;
  readonly category: string;
  readonly purposes: readonly string[];
  readonly collectedAt: EpochMilliseconds;
}

/** Changes something, sometimes; most days nothing happens. */
export function happen(random: Random, facts: Facts, now: number): boolean {
  if (!random.chance(0.06)) return false;
  const category = random.pick(['prompt-text', 'usage-log']);
  const purpose = random.pick(['answering', 'helping', 'safety', 'improvement', 'improvement']);
  random.pick([
    () => (facts.chosen = { ...facts.chosen, [category]: random.pick(['P7D', 'P90D']) }),
    () => (facts.chosen = {}),
    () => (facts.answers[purpose] = { kind: 'yes', until: now + random.pick([90, 400]) * day }),
    () => (facts.answers[purpose] = { kind: 'yes', until: now + 1_000 * day }),
    () => (facts.answers[purpose] = { kind: 'yes', until: now + 30 * day, isOutdated: true }),
    () => (facts.answers[purpose] = { kind: 'no' }),
    () => (facts.restricted = facts.restricted.length > 0 ? [] : [purpose]),
    () => (facts.stored = facts.stored.length > 0 ? [] : [category]),
  ])();
  return true;
}

const ends = new Map<string, number>();
/** Whole seconds, as rows are stamped. */
function endOf(from: EpochMilliseconds, period: string): number {
  const key = `${from} ${period}`;
  const end = ends.get(key) ?? Math.floor(addPeriod(from, period, zone) / 1000) * 1000;
  ends.set(key, end);
  return end;
}

/** Whether one of the purposes of the row still keeps it at that moment. */
export const isKept = (row: Row, facts: Facts, now: number): boolean =>
  row.purposes.some((purpose) => {
    const answer = facts.answers[purpose];
    const onConsent = purpose === 'improvement' && row.collectedAt >= at('2028-06-30T22:00:00Z');
    const byLaw = purpose === 'safety';
    if (onConsent && (answer?.kind !== 'yes' || Math.floor(answer.until / 1000) * 1000 <= now)) {
      return false;
    }
    const objectable = purpose === 'helping' || (purpose === 'improvement' && !onConsent);
    if (objectable && answer?.kind === 'no') return false;
    if (now >= endOf(row.collectedAt, policy.purposes[purpose]!.retention)) return false;
    const chosen = facts.chosen[row.category];
    return chosen === undefined || byLaw || now < endOf(row.collectedAt, chosen);
  });

export const isSuspended = (row: Row, { stored, restricted }: Facts): boolean =>
  stored.includes(row.category) || row.purposes.some((purpose) => restricted.includes(purpose));

export const statesOf = ({ answers }: Facts): StoredState[] =>
  Object.entries(answers).map(([purpose, answer]) => ({
    ...(answer.kind === 'yes'
      ? said('given', purpose, milliseconds(answer.until))
      : said('withdrawn', purpose)),
    notice:
      answer.kind === 'yes' && answer.isOutdated
        ? { ...policyNotice, version: '0'.repeat(16) }
        : policyNotice,
  }));

const policyNotice = said('given').notice!;
