import type { Policy } from '../../lambda/policy/schema.ts';
import type { Layout } from './layout.ts';

type Recipient = Policy['recipients'][string];

/** Who else gets data, on which agreement, and their sub-processors. */
export function recipientLines({ recipients }: Policy, { table }: Layout): string[] {
  const all = Object.entries(recipients);
  const engaged = all.flatMap(([id, { agreement }]) =>
    agreement.subProcessors.map(({ name, country, does }) => [id, name, country, does]),
  );
  return [
    ...table(
      [
        'recipient',
        'role',
        'country',
        'transfer',
        'assessed',
        'agreement',
        'covers',
        'notified at',
      ],
      all.map(([id, recipient]) => [
        id,
        recipient.role,
        recipient.country,
        recipient.transferMechanism,
        recipient.transferAssessment
          ? `${recipient.transferAssessment.doneOn} to ${recipient.transferAssessment.validUntil}`
          : '-',
        `${recipient.agreement.signedOn} to ${recipient.agreement.expiresOn ?? 'open end'}`,
        showCoverage(recipient.agreement),
        recipient.notify?.url ?? '-',
      ]),
    ),
    ...certificateLines(all, table),
    ...(engaged.length === 0
      ? []
      : ['', ...table(['recipient', 'sub-processor', 'country', 'does'], engaged)]),
  ];
}

const showCoverage = ({ purposes, categories }: Recipient['agreement']): string =>
  [...(purposes ?? []), ...(categories ?? [])].join(' ') || 'all that purposes give';

function certificateLines(
  all: readonly (readonly [string, Recipient])[],
  table: Layout['table'],
): string[] {
  const rows = all.flatMap(([id, { certificates }]) =>
    certificates.map(({ name, expiresOn }) => [id, name, expiresOn]),
  );
  return rows.length === 0 ? [] : ['', ...table(['recipient', 'certificate', 'valid to'], rows)];
}
