import type { CivilDate } from './periods.ts';
import { daysBetween } from './periods.ts';
import type { Policy } from './schema.ts';

export const endingKinds = ['agreement', 'transfer-assessment', 'certificate'] as const;

/** Something of a recipient that is valid for a limited time. */
export interface Ending {
  readonly kind: (typeof endingKinds)[number];
  readonly recipient: string;
  /** Where its last day is in the policy. */
  readonly path: readonly (string | number)[];
  /** The name of a certificate. */
  readonly name?: string;
  /** The last day on which it is valid. */
  readonly endsOn: CivilDate;
  /** Days from today to the last day; below zero when it is over. */
  readonly daysLeft: number;
}

/** How many days before its last day something is reported. */
export const reportedDaysBefore: readonly number[] = [60, 30, 7];
const noticedDays = Math.max(...reportedDaysBefore);

/** What ends within 60 days or is over, the earliest first. */
export const endingsOf = (
  { recipients }: Pick<Policy, 'recipients'>,
  today: CivilDate,
): readonly Ending[] =>
  Object.entries(recipients)
    .flatMap(([recipient, facts]) => limitedIn(recipient, facts))
    .map((limited) => ({ ...limited, daysLeft: daysBetween(today, limited.endsOn) }))
    .filter(({ daysLeft }) => daysLeft <= noticedDays)
    .toSorted((a, b) => a.daysLeft - b.daysLeft);

/** Whether it is reported on this day: 60, 30 and 7 days before its end, and every day after it. */
export const isReportedToday = ({ daysLeft }: Pick<Ending, 'daysLeft'>): boolean =>
  daysLeft < 0 || reportedDaysBefore.includes(daysLeft);

function limitedIn(
  recipient: string,
  { agreement, transferAssessment, certificates }: Policy['recipients'][string],
): Omit<Ending, 'daysLeft'>[] {
  const at = (...steps: (string | number)[]) => ['recipients', recipient, ...steps];
  return [
    ...(agreement.expiresOn === undefined
      ? []
      : [
          {
            kind: 'agreement' as const,
            recipient,
            path: at('agreement', 'expiresOn'),
            endsOn: agreement.expiresOn,
          },
        ]),
    ...(transferAssessment === undefined
      ? []
      : [
          {
            kind: 'transfer-assessment' as const,
            recipient,
            path: at('transferAssessment', 'validUntil'),
            endsOn: transferAssessment.validUntil,
          },
        ]),
    ...certificates.map(({ name, expiresOn }, index) => ({
      kind: 'certificate' as const,
      recipient,
      path: at('certificates', index, 'expiresOn'),
      name,
      endsOn: expiresOn,
    })),
  ];
}
