import { isNamed, jurisdictionAt } from '../../policy/jurisdictions.ts';
import type { JurisdictionLaw, LegalSignal } from '../../policy/law.ts';
import type { JurisdictionId, Policy } from '../../policy/schema.ts';
import { listChange, pairs, pointer } from '../../policy/leaves.ts';
import { basisIn, demandOf } from './basis.ts';
import { idsIn, listed, sentences } from './change.ts';
import type { Change, Rule } from './change.ts';
import { rightChanges } from './clocks.ts';
import { detail, fieldChanges, reportsIn } from './fields.ts';
import type { Entry, Field, Fields } from './fields.ts';
import { isWeaker, lawFields, showSignal } from './law-facts.ts';

const { report, value, list } = reportsIn('Law');

/** Which law applies to which people, what it says, and how days are counted. */
export const lawChanges: Rule = (from, to) => {
  const { added, removed, common } = pairs(from.law, to.law);
  const law = (jurisdiction: string) => ({
    at: [pointer('law', jurisdiction)],
    facts: { jurisdiction },
  });
  return [
    ...added.map(([id]) => report('jurisdiction-added', law(id), `Law ${id} comes into use.`)),
    ...removed.map(([id]) =>
      report(
        'jurisdiction-removed',
        law(id),
        `Law ${id} is not in use any more: its clocks and rights no longer apply.`,
        'fewer-rights',
      ),
    ),
    ...common.flatMap(([id, before, after]) => [
      ...fieldChanges(
        { ...lawFields, rights: rightChanges(before, after) },
        { name: id, ...law(id) },
        before,
        after,
      ),
      ...draftChanges({ name: id, ...law(id) }, before, after),
    ]),
    ...signalsElsewhere(from, to),
    ...residenceChanges(from, to),
    ...defaultChanges(from, to),
    ...establishment(
      { name: '', at: [pointer('jurisdictions', 'establishment')], facts: {} },
      from.jurisdictions.establishment,
      to.jurisdictions.establishment,
    ),
    ...fieldChanges(
      controller,
      { name: '', at: [pointer('controller')], facts: {} },
      from.controller,
      to.controller,
    ),
  ];
};

/** Residences that move together from one law to another. */
function residenceChanges(from: Policy, to: Policy): readonly Change[] {
  const [before, after] = [from.jurisdictions.residences, to.jurisdictions.residences];
  const differing = idsIn(before, after).filter((code) => before[code] !== after[code]);
  const moves = Map.groupBy(
    differing,
    (code) => `${jurisdictionAt(from, code)} ${jurisdictionAt(to, code)}`,
  );
  return [...moves.values()].map((residences) => {
    const [code = ''] = residences;
    const [was, is] = [jurisdictionAt(from, code), jurisdictionAt(to, code)];
    const { facts, lost, widening } = takenBy(from, to, was, is);
    const words =
      was === is
        ? `Residences ${listed(residences)} stay under ${is}, declared differently.`
        : sentences(`People in ${listed(residences)} come under ${is} instead of ${was}.`, lost);
    const at = residences.map((each) => pointer('jurisdictions', 'residences', each));
    const moved = { residences, ...facts, from: was, to: is };
    return report('residences-moved', { at, facts: moved }, words, widening);
  });
}

function defaultChanges(from: Policy, to: Policy): readonly Change[] {
  const [before, after] = [from.jurisdictions.default, to.jurisdictions.default];
  const { facts, lost, widening } = takenBy(from, to, before, after);
  const fallback = value<JurisdictionId>(
    'default-jurisdiction-changed',
    (_, was, is) =>
      sentences(`People without a declared residence come under ${is} instead of ${was}.`, lost),
    () => widening,
  );
  return fallback({ name: '', at: [pointer('jurisdictions', 'default')], facts }, before, after);
}

const establishment = value<JurisdictionId | undefined>(
  'establishment-changed',
  (_, was = 'the default law', is = 'the default law') =>
    `A breach is reported under ${is} instead of ${was}, wherever the people live.`,
);

/** What people lose who come under another law: of what is asked of them, and of their rights. */
function takenBy(from: Policy, to: Policy, old: JurisdictionId, now: JurisdictionId) {
  const rightsOf = ({ law }: Policy, id: JurisdictionId) => Object.keys(law[id]?.rights ?? {});
  const { removed } = listChange(rightsOf(from, old), rightsOf(to, now));
  const isLess = removed.length > 0;
  const wider = Object.entries(to.purposes).some(
    ([id, purpose]) =>
      demandOf(basisIn(to, purpose, now)) < demandOf(basisIn(from, from.purposes[id], old)),
  );
  return {
    facts: { wider, lost: isLess ? removed : undefined },
    lost: isLess && `They lose the rights ${listed(removed)}.`,
    widening: wider ? 'wider-use' : isLess && 'fewer-rights',
  } as const;
}

const controller: Fields<Policy['controller']> = {
  name: detail,
  address: detail,
  contact: detail,
  website: detail,
  privacyOfficer: detail,
  timeZone: value(
    'time-zone-changed',
    (_, was, is) => `Clocks and periods count civil days in ${is} instead of ${was}.`,
  ),
  holidays: list('holidays-changed', {
    added: (_, days) => `Public holidays added: ${days}.`,
    removed: (_, days) => `Public holidays removed: ${days}.`,
    after: 'Due dates that are set stay.',
  }),
};

/** Facts of which no one has read the source. */
function draftChanges(law: Entry, before: JurisdictionLaw, after: JurisdictionLaw) {
  const [from, to] = [draftsIn(before), draftsIn(after)];
  const at = law.at.flatMap((place) =>
    [...from, ...to].map((draft) => `${place}${draft}/verified`),
  );
  return drafts({ ...law, at }, from, to);
}

const drafts = list(
  'drafts-listed-changed',
  {
    added: (law, items) => `Facts of ${law} are not checked in the source: ${items}.`,
    removed: (law, items) => `Facts of ${law} are no longer drafts: ${items}.`,
  },
  { added: 'fewer-safeguards' },
);

function draftsIn(value: unknown, at = ''): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  const own = 'verified' in value && value.verified === false ? [at] : [];
  return [
    ...own,
    ...Object.entries(value).flatMap(([step, each]) =>
      draftsIn(each, `${at}${pointer(nameOf(each) ?? step)}`),
    ),
  ];
}

/** Entries of a list by their code: their place may change. */
const nameOf = (entry: unknown): string | undefined =>
  typeof entry === 'object' && entry !== null && 'code' in entry ? String(entry.code) : undefined;

/** Of places that neither policy names; those that one names are reported by residence. */
const signalsElsewhere = (from: Policy, to: Policy): readonly Change[] =>
  idsIn(from.elsewhere, to.elsewhere)
    .filter((residence) => isElsewhere(residence, from, to))
    .flatMap((residence) => {
      const entry = {
        name: residence,
        at: [pointer('elsewhere', residence)],
        facts: { residence },
      };
      return foreignSignal(
        entry,
        from.elsewhere[residence]?.signal,
        to.elsewhere[residence]?.signal,
      );
    });

const foreignSignal: Field<LegalSignal | undefined> = (place, from, to) =>
  value<string>(
    'signal-elsewhere-changed',
    (name, was, is) =>
      `In ${name}, of which the policy names no law, an opt-out signal has to be obeyed: ${is} instead of ${was}.`,
    () => isWeaker(from, to) && 'fewer-choices',
  )(place, showSignal(from), showSignal(to));

export const isElsewhere = (place: string, ...policies: readonly Policy[]): boolean =>
  policies.every(({ jurisdictions }) => !isNamed(jurisdictions.residences, place));
