import type { RetentionChange } from './change.ts';
import { listed, sentences } from './lists.ts';

export function retentionWords(change: RetentionChange): string {
  switch (change.kind) {
    case 'retention-changed':
      return sentences(
        `Data of ${change.purpose} is kept ${change.direction}: ${change.to} instead of ${change.from}.`,
        change.longest.length === 0
          ? 'For none of its categories is this the longest period.'
          : `It is the longest period of ${listed(change.longest)}.`,
        `Touches records of ${listed(change.categories)}, those stored already included;`,
        '`custos retention plan` counts them.',
      );
    case 'withholding-changed':
      if (change.to === undefined) {
        return sentences(
          `Records of ${change.purpose} no longer outlive an erasure.`,
          'What earlier erasures have withheld stays until its end.',
        );
      }
      return change.from === undefined
        ? sentences(
            `Records of ${change.purpose} outlive an erasure (${change.to}), those stored already`,
            'included, until their period ends. Certificates say so.',
          )
        : `Records of ${change.purpose} are withheld on ${change.to} instead of ${change.from}.`;
    case 'consent-validity-changed':
      return sentences(
        `A consent to ${change.purpose} is good for ${showValidity(change.to)} instead of`,
        `${showValidity(change.from)}. Consents given already keep their end.`,
      );
    case 'evidence-retention-changed':
      return sentences(
        `Evidence of ${change.evidence === 'consent' ? 'consents' : 'requests'} is kept`,
        `${change.direction}: ${change.to} instead of ${change.from}. Evidence written already`,
        'keeps its end.',
      );
    case 'export-retention-changed':
      return sentences(
        `A finished ${change.request} export can be downloaded for ${change.to} instead of ${change.from};`,
        'those that are finished keep their end.',
      );
  }
}

const showValidity = (period: string | undefined): string =>
  period ?? 'as long as its evidence is kept';
