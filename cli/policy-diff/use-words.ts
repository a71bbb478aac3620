import type { Basis, CategoryChange, UseChange } from '../../lambda/policy/diff-change.ts';
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
        `Records of ${listed(change.categories)} that served it alone cannot be used any more;`,
        'they go at the end that they were given when they were stored.',
      );
    case 'use-permitted':
      return sentences(
        `Becomes allowed under ${change.jurisdiction}: ${change.purpose} may use`,
        `${listed(change.categories)} (${showBasis(change)}), ${beforehand(change)}.`,
      );
    case 'use-forbidden':
      return sentences(
        `Becomes forbidden under ${change.jurisdiction}: ${change.purpose} may no longer use`,
        `${listed(change.categories)} (was ${showBasis(change)}).`,
        'Stored records stay until their end, unused.',
      );
    case 'basis-changed':
      return sentences(
        `Under ${change.jurisdiction}, ${change.purpose} rests on ${showBasis(change.to)} instead of`,
        `${showBasis(change.from)}, for ${listed(change.categories)}: used ${beforehand(change.to)}.`,
        change.from.basis === 'consent' && change.to.basis !== 'consent' && awayFromConsent,
        change.from.basis === 'consent' &&
          change.to.basis !== 'consent' &&
          !change.noticeChanges &&
          'No notice that tells of the purpose changes with it: publish one first.',
        change.to.basis === 'consent' &&
          change.from.basis !== 'consent' &&
          'Whoever has not been asked counts as not having consented: use stops until they do.',
      );
    case 'role-changed':
      return `Our role for ${change.purpose} is ${change.to} instead of ${change.from}.`;
  }
}

// EDPB Guidelines 05/2020 on consent, paragraphs 121 to 123.
const awayFromConsent = sentences(
  'A change away from consent applies only to data collected after people were shown a new notice:',
  'what was collected on consent stays on consent.',
  'Decisions follow the new basis for all data from the deployment on, so leave this purpose as it',
  'is for what is stored, and declare a purpose of its own for what is collected from now on.',
);

const showBasis = ({ basis, condition }: Basis): string =>
  condition === undefined ? basis : `${basis} with ${condition}`;

/** What a person has to have said. */
function beforehand({ basis, condition }: Basis): string {
  if (basis === 'consent' || condition === 'explicit-consent') return 'only of people who consent';
  switch (basis) {
    case 'opt-out':
      return 'unless a person opts out';
    case 'legitimate-interests':
    case 'public-task':
      return 'unless a person objects';
    case 'contract':
    case 'legal-obligation':
    case 'vital-interests':
    case 'notice':
      return 'without asking';
  }
}

export function categoryWords(change: CategoryChange): string {
  switch (change.kind) {
    case 'category-added':
      return `Category ${change.category} is new: data of this kind can be stored.`;
    case 'category-removed':
      return sentences(
        `Category ${change.category} is gone: nothing of it can be stored or used.`,
        'Records of it stay until their end.',
      );
    case 'sensitivity-changed':
      return change.to === 'special'
        ? `Category ${change.category} is special now: each use needs a condition of GDPR Art. 9(2).`
        : `Category ${change.category} is ordinary now: no use of it needs a condition of GDPR Art. 9(2).`;
    case 'source-changed':
      return `Category ${change.category} is ${change.to} instead of ${change.from}.`;
    case 'erasure-class-changed':
      return sentences(
        `New records of ${change.category} are sealed under the key class ${change.to} instead of`,
        `${change.from}, and erased with it. Records that are stored stay under ${change.from}.`,
      );
  }
}
