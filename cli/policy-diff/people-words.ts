import type { PeopleChange } from './people.ts';
import { listed, sentences } from './lists.ts';

export function peopleWords(change: PeopleChange): string {
  switch (change.kind) {
    case 'unknown-age-changed':
      return change.to === 'adult'
        ? 'People of unknown age consent alone, as adults do.'
        : 'People of unknown age count as minors: a responsible person consents for them.';
    case 'consent-age-changed':
      return sentences(
        `In ${change.residence} people consent alone from ${showAge(change.to)} instead of`,
        `${showAge(change.from)} (GDPR Art. 8(1)).`,
      );
    case 'setting-changed':
      return change.setting === 'retention'
        ? sentences(
            change.added.length > 0 &&
              `People may have ${listed(change.added)} kept for a shorter time.`,
            change.removed.length > 0 &&
              `People can no longer have ${listed(change.removed)} kept for a shorter time.`,
          )
        : sentences(
            change.added.length > 0 &&
              `The setting ${change.setting} stops ${listed(change.added)} as well.`,
            change.removed.length > 0 &&
              `The setting ${change.setting} no longer stops ${listed(change.removed)}, for those who have set it too.`,
          );
    case 'shortest-retention-changed':
      return `The shortest period that people can choose is ${change.to} instead of ${change.from}.`;
    case 'unclassified-changed':
      return change.to === undefined
        ? 'Unclassified content is denied.'
        : sentences(
            `Unclassified content is handled as ${change.to}`,
            change.from === undefined ? 'instead of denied.' : `instead of ${change.from}.`,
          );
    case 'minimisation-changed':
      return sentences(
        change.added.length > 0 &&
          `Before ${change.category} is stored, ${listed(change.added)} is minimised.`,
        change.removed.length > 0 &&
          `In ${change.category}, ${listed(change.removed)} is stored as it comes.`,
        'Records that are stored stay as they are.',
      );
  }
}

const showAge = (age: number | undefined): string =>
  age === undefined ? 'the age that the law names' : `${age} years`;
