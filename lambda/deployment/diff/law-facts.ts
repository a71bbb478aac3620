import { consentTopics } from '../../policy/law.ts';
import type { ConsentModel, ConsentTopic, JurisdictionLaw, LegalSignal } from '../../policy/law.ts';
import { listChange } from '../../policy/leaves.ts';
import { breachChanges } from './breach.ts';
import { listed, sentences } from './change.ts';
import type { Widening } from './change.ts';
import { clockChanges } from './clocks.ts';
import { detail, elsewhere, reportsIn, within } from './fields.ts';
import type { Field, Fields } from './fields.ts';

const { value, list } = reportsIn('Law');

type Taken<Value> = (from: Value, to: Value) => Widening | false;

/** A fact that is one value. */
const fact =
  <Value>(
    kind: string,
    title: string,
    show: (value: Value) => string,
    widening: Taken<Value> = () => false,
  ): Field<Value> =>
  (law, from, to) =>
    value<string>(
      kind,
      (name, was, is) => `Under ${name}, ${title} ${is} instead of ${was}.`,
      () => widening(from, to),
    )(law, show(from), show(to));

/** A fact that is a list. */
const factList =
  <Value>(
    kind: string,
    title: string,
    show: (value: Value) => readonly string[],
    widening: Taken<Value> = () => false,
  ): Field<Value> =>
  (law, from, to) => {
    const changes = list(kind, {
      added: (name, items) => `Under ${name}, ${title}: ${items} (new).`,
      removed: (name, items) => `Under ${name}, ${title}: ${items} (no longer).`,
    });
    return changes(law, show(from), show(to)).map((change) => ({
      ...change,
      widening: widening(from, to),
    }));
  };

const yesOrNo = (value: unknown): string => (value === undefined ? 'no' : 'yes');

/** What is reported of a law that both policies use; `rights` needs the clocks of both. */
export const lawFields: Fields<JurisdictionLaw> = {
  name: detail,
  labels: detail,
  facts: fact('completeness-changed', 'the facts are', (complete) => complete),
  arithmetic: fact('arithmetic-changed', 'periods are counted by', ({ name }) => name),
  lastDayRoll: fact(
    'last-day-changed',
    'the last day of a period moves by the rule',
    (roll) => roll,
    (from, to) => rolls.indexOf(to) > rolls.indexOf(from) && 'fewer-rights',
  ),
  notes: factList('law-notes-changed', 'a note on what is in force', (notes) => notes),
  consent: (law, from, to) =>
    consentTopics.flatMap((topic) =>
      fact<JurisdictionLaw['consent']>(
        'consent-model-changed',
        `the consent model of ${topic} is`,
        (consent) => consent[topic]?.model ?? 'that of default',
        () => strictnessOf(to, topic) < strictnessOf(from, topic) && 'wider-use',
      )({ ...law, at: within(law, topic) }, from, to),
    ),
  minors: factList(
    'minors-changed',
    'a rule for minors',
    (minors) => minors.map(({ age, rule }) => (age === undefined ? rule : `${age}, ${rule}`)),
    (from, to) => {
      const [before, after] = [agesOf(from), agesOf(to)];
      const isLower =
        Math.min(...after) < Math.min(...before) || Math.max(...after) < Math.max(...before);
      return isLower && 'weaker-consent';
    },
  ),
  consentAgeByPlace: fact(
    'consent-age-by-place-changed',
    'a country may name another age of consent:',
    yesOrNo,
  ),
  specialCategories: fact(
    'special-categories-changed',
    'special categories need a condition beside the basis:',
    yesOrNo,
    (_, to) => to === undefined && 'wider-use',
  ),
  erasureExemption: fact(
    'erasure-exemption-changed',
    'an erasure exempts data only on the basis that orders it:',
    yesOrNo,
    (_, to) => to === undefined && 'longer-retention',
  ),
  portableData: fact(
    'portable-data-changed',
    'portability covers',
    (narrow) =>
      narrow ? 'what rests on consent or contract' : 'all that was obtained from the person',
    (_, to) => to !== undefined && 'fewer-rights',
  ),
  objectionToNotice: fact(
    'objection-changed',
    'people can object to a use that needs no basis:',
    yesOrNo,
    (_, to) => to === undefined && 'fewer-rights',
  ),
  transfers: fact(
    'transfer-rule-changed',
    'data goes without a transfer mechanism to',
    (limit) => (limit ? `the ${limit.freeWithin.toUpperCase()} only` : 'every country'),
    (_, to) => to === undefined && 'new-transfer',
  ),
  indirectCollection: fact(
    'indirect-collection-changed',
    'people are informed of data from others within',
    (rule) => (rule ? `${rule.within.amount} ${rule.within.unit}` : 'no period of the law'),
    (_, to) => to === undefined && 'less-information',
  ),
  requestRecords: fact(
    'request-records-changed',
    'requests stay on record for at least',
    (least) => least?.period ?? 'no time',
  ),
  clocks: clockChanges,
  rights: elsewhere,
  pauses: factList(
    'pauses-changed',
    'what a delay does to a clock',
    (pauses) =>
      pauses.map(({ code, effect, stops }) => `${code} stops ${listed(stops)} (${effect})`),
    (from, to) => gains(stopsOf(from), stopsOf(to)) && 'fewer-rights',
  ),
  rightsAbsent: factList('absent-rights-changed', 'no duty was found for', ({ codes }) => codes),
  refusals: factList(
    'refusals-changed',
    'a request can be refused on',
    (refusals) => codesOf(refusals),
    (from, to) => gains(codesOf(from), codesOf(to)) && 'fewer-rights',
  ),
  optInAgain: factList(
    'opt-in-steps-changed',
    'an opt-in takes two steps after',
    (again) => again?.scope ?? [],
    (from, to) => gains(to?.scope ?? [], from?.scope ?? []) && 'weaker-consent',
  ),
  signal: fact(
    'signal-changed',
    'an opt-out signal of the browser has to be obeyed:',
    (signal) => showSignal(signal),
    (from, to) => isWeaker(from, to) && 'fewer-choices',
  ),
  breach: breachChanges,
};

/** From what moves the last day least to what moves it most. */
const rolls = ['none', 'past-sunday-and-public-holiday', 'next-working-day'];

/** What a model asks of us: the more, the more a person decides. */
const strictness = {
  unspecified: 0,
  notice: 1,
  'opt-out': 2,
  'legal-basis': 3,
  'opt-in': 4,
  prohibited: 5,
} as const satisfies Record<ConsentModel, number>;

/** A topic that a law does not answer apart is under its default. */
const strictnessOf = (consent: JurisdictionLaw['consent'], topic: ConsentTopic): number =>
  strictness[(consent[topic] ?? consent.default)?.model ?? 'unspecified'];

/** Without an age the ceiling of GDPR Art. 8(1) counts, as for a person. */
const agesOf = (minors: JurisdictionLaw['minors']): readonly number[] => {
  const ages = minors.flatMap(({ age }) => age ?? []);
  return ages.length === 0 ? [16] : ages;
};

const stopsOf = (pauses: JurisdictionLaw['pauses']): readonly string[] =>
  pauses.flatMap(({ code, stops }) => stops.map((right) => `${code} ${right}`));
const codesOf = (coded: readonly { readonly code: string }[]): readonly string[] =>
  coded.map(({ code }) => code);
const gains = (from: readonly string[], to: readonly string[]): boolean =>
  listChange(from, to).added.length > 0;

export const showSignal = (signal: LegalSignal | undefined): string =>
  signal?.duty
    ? sentences(
        `for ${listed(signal.scope)}`,
        signal.since !== undefined && `since ${signal.since}`,
      )
    : 'no';

export const isWeaker = (from: LegalSignal | undefined, to: LegalSignal | undefined): boolean =>
  from?.duty === true &&
  (!to?.duty || gains(to.scope, from.scope) || (to.since ?? '') > (from.since ?? ''));
