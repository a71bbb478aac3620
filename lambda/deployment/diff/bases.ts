import { noticeFor } from '../../notice/model/notice.ts';
import type { JurisdictionId, Policy } from '../../policy/schema.ts';
import { pointer, same } from '../../policy/leaves.ts';
import { basisIn, beforehand, demandOf, earlierIn, showBasis } from './basis.ts';
import type { Basis, EarlierBasis } from './basis.ts';
import { idsIn, listed, sentences } from './change.ts';
import type { Change, Rule } from './change.ts';
import { reportsIn, within } from './fields.ts';

const { report, value } = reportsIn('Use');

/** On which basis, under which law, a purpose may use which data. */
export const basisChanges: Rule = (from, to) => {
  const laws = idsIn(from.law, to.law);
  return idsIn(from.purposes, to.purposes).flatMap((purpose) => {
    const [before, after] = [from, to].map(({ purposes }) => purposes[purpose]?.legalBasis ?? {});
    const named = idsIn(before ?? {}, after ?? {});
    return [...new Set([...laws, ...named])]
      .filter((law) => named.includes(law))
      .flatMap((jurisdiction) => changesUnder(jurisdiction, purpose, from, to));
  });
};

function changesUnder(
  jurisdiction: JurisdictionId,
  purpose: string,
  from: Policy,
  to: Policy,
): readonly Change[] {
  const [before, after] = [from.purposes[purpose], to.purposes[purpose]];
  const [old, now] = [basisIn(from, before, jurisdiction), basisIn(to, after, jurisdiction)];
  const [had, has] = [before?.categories ?? [], after?.categories ?? []];
  const at = [pointer('purposes', purpose, 'legalBasis', jurisdiction)];
  const use = { purpose, jurisdiction };
  if (old === undefined) return now === undefined ? [] : permitted({ ...use, at }, now, has);
  if (now === undefined) return forbidden({ ...use, at }, old, had);
  const categories = { ...use, at: [pointer('purposes', purpose, 'categories')] };
  return [
    ...permitted(
      categories,
      now,
      has.filter((id) => !had.includes(id)),
    ),
    ...forbidden(
      categories,
      old,
      had.filter((id) => !has.includes(id)),
    ),
    ...changesOfBasis({ ...use, at }, from, to, old, now),
  ];
}

interface Use {
  readonly purpose: string;
  readonly jurisdiction: JurisdictionId;
  readonly at: readonly string[];
}

function permitted(use: Use, basis: Basis, categories: readonly string[]): readonly Change[] {
  if (categories.length === 0) return [];
  const { at, ...names } = use;
  const words = sentences(
    `Becomes allowed under ${use.jurisdiction}: ${use.purpose} may use`,
    `${listed(categories)} (${showBasis(basis)}), ${beforehand(basis)}.`,
  );
  return [
    report('use-permitted', { at, facts: { ...names, categories, ...basis } }, words, 'wider-use'),
  ];
}

function forbidden(use: Use, basis: Basis, categories: readonly string[]): readonly Change[] {
  if (categories.length === 0) return [];
  const { at, ...names } = use;
  const words = sentences(
    `Becomes forbidden under ${use.jurisdiction}: ${use.purpose} may no longer use`,
    `${listed(categories)} (was ${showBasis(basis)}).`,
    'Stored records that no other purpose keeps are deleted.',
  );
  return [report('use-forbidden', { at, facts: { ...names, categories, ...basis } }, words)];
}

/** A basis that differs, and the one of data that was collected before a day. */
function changesOfBasis(
  { purpose, jurisdiction, at }: Use,
  from: Policy,
  to: Policy,
  old: Basis,
  now: Basis,
): readonly Change[] {
  const [before, after] = [from.purposes[purpose], to.purposes[purpose]];
  const [was, is] = [earlierIn(from, before, jurisdiction), earlierIn(to, after, jurisdiction)];
  const facts = {
    purpose,
    jurisdiction,
    categories: before?.categories.filter((id) => after?.categories.includes(id)) ?? [],
    /** Whether a notice that covers the purpose changes with it. */
    noticeChanges: noticeFor(from, purpose)?.version !== noticeFor(to, purpose)?.version,
    /** Until when data was collected that stays on the basis before the change. */
    keptUntil: is && same({ ...is, until: undefined }, old) ? is.until : undefined,
  };
  const name = `Under ${jurisdiction}, data of ${purpose}`;
  const basis = value<Basis>(
    'basis-changed',
    () => basisWords(facts, old, now),
    () => demandOf(now) < demandOf(old) && 'wider-use',
  );
  const basisAt = within({ at }, 'basis', 'condition', 'optOut');
  const earlierAt = within({ at }, 'previous', 'effectiveFrom');
  return [
    ...basis({ name, at: basisAt, facts }, old, now),
    ...earlierBasis({ name, at: earlierAt, facts: { purpose, jurisdiction } }, was, is),
  ];
}

interface BasisFacts {
  readonly purpose: string;
  readonly jurisdiction: JurisdictionId;
  readonly categories: readonly string[];
  readonly noticeChanges: boolean;
  readonly keptUntil: string | undefined;
}

function basisWords(facts: BasisFacts, from: Basis, to: Basis): string {
  const { purpose, jurisdiction, categories, noticeChanges, keptUntil } = facts;
  const leavesConsent = from.basis === 'consent' && to.basis !== 'consent';
  const asksConsent = from.basis !== 'consent' && to.basis === 'consent';
  return sentences(
    `Under ${jurisdiction}, ${purpose} rests on ${showBasis(to)} instead of`,
    `${showBasis(from)}, for ${listed(categories)}: used ${beforehand(to)}.`,
    keptUntil !== undefined && `Data collected before ${keptUntil} stays on ${showBasis(from)}.`,
    leavesConsent && keptUntil === undefined && awayFromConsent,
    leavesConsent &&
      !noticeChanges &&
      'No notice that covers the purpose changes with it: publish one first.',
    asksConsent &&
      keptUntil === undefined &&
      sentences(
        'A person who has not been asked counts as not having consented: use stops until they do, and',
        'stored records that no other purpose keeps are deleted.',
      ),
  );
}

// EDPB Guidelines 05/2020 on consent, paragraphs 121 to 123.
const awayFromConsent = sentences(
  'A change away from consent applies only to data collected after people were shown a new notice:',
  'what was collected on consent stays on consent.',
  'Write the consent under `previous` and the day of the notice under `effectiveFrom`: without them',
  'the new basis would hold for all data, which `policy check --for-deploy --deployed` refuses.',
);

const earlierBasis = value<EarlierBasis | undefined>(
  'earlier-basis-changed',
  (data, was, is) =>
    is === undefined
      ? `${data} no longer has an earlier basis: what rested on ${showEarlier(was)} follows the present one.`
      : `${data} rests on ${showEarlier(is)}.`,
  // What stays on consent is less than before, or nothing.
  (was, is) =>
    was?.basis === 'consent' && (is?.basis !== 'consent' || is.until < was.until) && 'wider-use',
);

const showEarlier = (earlier: EarlierBasis | undefined): string =>
  earlier ? `${showBasis(earlier)} if collected before ${earlier.until}` : 'nothing';
