import type { Basis, CategoryChange, EarlierBasis, UseChange } from './change.ts';
import { isOpenToObjection } from '../../lambda/policy/grounds.ts';
import type { JurisdictionId } from '../../lambda/policy/schema.ts';
import { listed, sentences } from './lists.ts';

export function useWords(change: UseChange): string {
  switch (change.kind) {
    case 'purpose-added':
      return sentences(
        `Purpose ${change.purpose} is new. Its data is kept for ${change.retention};`,
        `recipients: ${listed(change.recipients)}.`,
        change.withheld !== undefined &&
          `It is kept through an erasure until that period ends (${change.withheld}).`,
        change.consentValidity !== undefined && `A consent is good for ${change.consentValidity}.`,
      );
    case 'purpose-removed':
      return sentences(
        `Purpose ${change.purpose} is gone: every decision about it is denied.`,
        `Records of ${listed(change.categories)} that served it alone are deleted.`,
      );
    case 'use-permitted':
      return sentences(
        `Becomes allowed under ${change.jurisdiction}: ${change.purpose} may use`,
        `${listed(change.categories)} (${showBasis(change)}), ${beforehand(change, change.jurisdiction)}.`,
      );
    case 'use-forbidden':
      return sentences(
        `Becomes forbidden under ${change.jurisdiction}: ${change.purpose} may no longer use`,
        `${listed(change.categories)} (was ${showBasis(change)}).`,
        'Stored records that no other purpose keeps are deleted.',
      );
    case 'basis-changed':
      return sentences(
        `Under ${change.jurisdiction}, ${change.purpose} rests on ${showBasis(change.to)} instead of`,
        `${showBasis(change.from)}, for ${listed(change.categories)}: used ${beforehand(change.to, change.jurisdiction)}.`,
        change.keptUntil !== undefined &&
          `Data collected before ${change.keptUntil} stays on ${showBasis(change.from)}.`,
        leavesConsent(change) && change.keptUntil === undefined && awayFromConsent,
        leavesConsent(change) &&
          !change.noticeChanges &&
          'No notice that covers the purpose changes with it: publish one first.',
        change.to.basis === 'consent' &&
          change.from.basis !== 'consent' &&
          change.keptUntil === undefined &&
          sentences(
            'A person who has not been asked counts as not having consented: use stops until they do, and',
            'stored records that no other purpose keeps are deleted.',
          ),
      );
    case 'earlier-basis-changed':
      return change.to === undefined
        ? sentences(
            `Under ${change.jurisdiction}, data of ${change.purpose} no longer has an earlier basis:`,
            `what rested on ${showEarlier(change.from)} follows the present one.`,
          )
        : sentences(
            `Under ${change.jurisdiction}, data of ${change.purpose} rests on`,
            `${showEarlier(change.to)}.`,
          );
    case 'obligations-changed':
      return sentences(
        change.added.length > 0 &&
          `A caller that uses data for ${change.purpose} has to ${listed(change.added)} as well.`,
        change.removed.length > 0 &&
          `A caller that uses data for ${change.purpose} no longer has to ${listed(change.removed)}.`,
        'Permits that were given keep their obligations until they end.',
      );
    case 'role-changed':
      return `Our role for ${change.purpose} is ${change.to} instead of ${change.from}.`;
  }
}

const leavesConsent = ({ from, to }: { readonly from: Basis; readonly to: Basis }): boolean =>
  from.basis === 'consent' && to.basis !== 'consent';

// EDPB Guidelines 05/2020 on consent, paragraphs 121 to 123.
const awayFromConsent = sentences(
  'A change away from consent applies only to data collected after people were shown a new notice:',
  'what was collected on consent stays on consent.',
  'Write the consent under `previous` and the day of the notice under `effectiveFrom`: without them',
  'the new basis would hold for all data, which `policy check --for-deploy --deployed` refuses.',
);

const showEarlier = (earlier: EarlierBasis | undefined): string =>
  earlier === undefined ? 'nothing' : `${showBasis(earlier)} if collected before ${earlier.until}`;

const showBasis = ({ basis, condition, optOut }: Basis): string =>
  [
    basis,
    ...(condition === undefined ? [] : [`with ${condition}`]),
    ...(optOut === undefined ? [] : [`by ${optOut}`]),
  ].join(' ');

/** What a person has to have said. */
function beforehand({ basis, condition }: Basis, jurisdiction: JurisdictionId): string {
  if (basis === 'consent' || condition === 'explicit-consent') return 'only of people who consent';
  if (basis === 'opt-out') return 'unless a person opts out';
  return isOpenToObjection(basis, jurisdiction) ? 'unless a person objects' : 'without asking';
}

export function categoryWords(change: CategoryChange): string {
  switch (change.kind) {
    case 'category-added':
      return `Category ${change.category} is new: data of this kind can be stored.`;
    case 'category-removed':
      return sentences(
        `Category ${change.category} is gone: nothing of it can be stored or used.`,
        'Stored records of it are deleted.',
      );
    case 'sensitivity-changed':
      return change.to === 'special'
        ? `Category ${change.category} is special now: each use needs a condition of GDPR Art. 9(2).`
        : `Category ${change.category} is ordinary now: no use of it needs a condition of GDPR Art. 9(2).`;
    case 'source-changed':
      return `Category ${change.category} is ${change.to} instead of ${change.from}.`;
    case 'erasure-class-changed':
      return sentences(
        `New records of ${change.category} are encrypted under the key class ${change.to} instead of`,
        `${change.from}, and erased with it. Records that are stored stay under ${change.from}.`,
      );
  }
}
