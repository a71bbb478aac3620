import { reportedDaysBefore } from '../../policy/endings.ts';
import type { CivilDate } from '../../policy/periods.ts';
import { daysBetween } from '../../policy/periods.ts';
import type { Policy } from '../../policy/schema.ts';
import { coveredCategories, coveredPurposes } from './agreement.ts';

/** `ending`: its last day is within the days in which endings are reported. */
export const termStates = ['not-begun', 'current', 'ending', 'expired'] as const;

interface Term {
  readonly state: (typeof termStates)[number];
  /** To the last day, which counts; below zero when it is over. Absent where there is no last day. */
  readonly daysLeft?: number;
}

type Recipient = Policy['recipients'][string];

/** One recipient with what its agreement says and covers: GDPR Art. 28(3), 30(1)(d), (e). */
export interface AgreementFacts extends Term {
  readonly recipient: string;
  readonly name: string;
  readonly role: Recipient['role'];
  readonly country: string;
  readonly signedOn: CivilDate;
  readonly expiresOn?: CivilDate;
  /** What it covers: the purposes and categories for which disclosures are recorded. */
  readonly purposes: readonly string[];
  readonly categories: readonly string[];
  readonly subProcessors: Recipient['agreement']['subProcessors'];
  readonly transfer: {
    readonly mechanism: Recipient['transferMechanism'];
    readonly assessment?: NonNullable<Recipient['transferAssessment']> & Term;
  };
  readonly certificates: readonly (Recipient['certificates'][number] & Term)[];
}

/** @param today civil date in the time zone of the controller */
export const agreementsOf = (
  policy: Pick<Policy, 'recipients' | 'purposes'>,
  today: CivilDate,
): readonly AgreementFacts[] =>
  Object.entries(policy.recipients).map(([recipient, facts]) => {
    const { name, role, country, agreement, transferAssessment, certificates } = facts;
    const { signedOn, expiresOn, subProcessors } = agreement;
    return {
      ...{ recipient, name, role, country },
      ...termOf(today, signedOn, expiresOn),
      ...{ signedOn, expiresOn },
      purposes: coveredPurposes(policy, recipient),
      categories: coveredCategories(policy, recipient),
      subProcessors,
      transfer: {
        mechanism: facts.transferMechanism,
        assessment: transferAssessment && {
          ...transferAssessment,
          ...termOf(today, transferAssessment.doneOn, transferAssessment.validUntil),
        },
      },
      certificates: certificates.map((certificate) => ({
        ...certificate,
        ...termOf(today, today, certificate.expiresOn),
      })),
    };
  });

const reportedDays = Math.max(...reportedDaysBefore);

function termOf(today: CivilDate, firstDay: CivilDate, lastDay: CivilDate | undefined): Term {
  const daysLeft = lastDay === undefined ? undefined : daysBetween(today, lastDay);
  if (firstDay > today) return { state: 'not-begun', daysLeft };
  if (daysLeft === undefined) return { state: 'current' };
  if (daysLeft < 0) return { state: 'expired', daysLeft };
  return { state: daysLeft <= reportedDays ? 'ending' : 'current', daysLeft };
}
