import { endingsOf } from '../../lambda/policy/endings.ts';
import type { Ending } from '../../lambda/policy/endings.ts';
import type { Law } from '../../lambda/policy/law.ts';
import type { PolicyDocument } from '../../lambda/policy/schema.ts';
import type { Finding } from './problem.ts';
import { unassessedTransfers } from './recipient-rules.ts';

/** What should be known of recipients: dates of their agreements, and what these do not cover. */
export const recipientWarnings = (document: PolicyDocument, law: Law, today: string): Finding[] => [
  ...unsigned(document, today),
  ...endingsOf(document, today).map(endingWarning),
  ...unassessedTransfers(document, law),
  ...uncoveredPurposes(document),
];

const unsigned = ({ recipients }: PolicyDocument, today: string): Finding[] =>
  Object.entries(recipients)
    .filter(([, { agreement }]) => agreement.signedOn > today)
    .map(([id, { agreement }]) => ({
      path: ['recipients', id, 'agreement', 'signedOn'],
      message: `The agreement is not signed before ${agreement.signedOn}.`,
      remedy: 'Send nothing to this recipient until then.',
    }));

function endingWarning({ kind, name, path, endsOn, daysLeft }: Ending): Finding {
  const what = {
    agreement: 'The agreement',
    'transfer-assessment': 'The assessment of the transfer',
    certificate: `The certificate \`${name ?? ''}\``,
  }[kind];
  const remedy = {
    agreement: 'Renew the agreement, or remove the recipient from every purpose.',
    'transfer-assessment': 'Assess the transfer again, and write the new days.',
    certificate: 'Ask the recipient for the new certificate, and write its last day.',
  }[kind];
  const consequence = kind === 'certificate' ? '' : ': disclosures are rejected';
  return {
    path,
    message:
      daysLeft < 0
        ? `${what} ended on ${endsOn}${consequence}.`
        : `${what} ends on ${endsOn}, ${inDays(daysLeft)}.`,
    remedy,
  };
}

const inDays = (days: number): string =>
  days === 0 ? 'today' : days === 1 ? 'tomorrow' : `in ${days} days`;

/** Purposes that give data to a recipient whose agreement does not cover them. */
const uncoveredPurposes = ({ recipients, purposes }: PolicyDocument): Finding[] =>
  Object.entries(recipients).flatMap(([id, { agreement }]) =>
    Object.keys(purposes)
      .filter(
        (purpose) =>
          purposes[purpose]?.recipients.includes(id) &&
          agreement.purposes?.includes(purpose) === false,
      )
      .map((purpose) => ({
        path: ['recipients', id, 'agreement', 'purposes'],
        at: 'key' as const,
        message: `The agreement does not cover \`${purpose}\`, which names \`${id}\`: disclosures are rejected.`,
        remedy: 'Add the purpose here, or remove the recipient from the purpose.',
      })),
  );
