import type { JurisdictionId, Policy } from '../lambda/policy/schema.ts';

/** The policy for reading in a terminal. */
export function showPolicy(policy: Policy): string {
  const { controller, jurisdictions, purposes, categories, recipients, published } = policy;
  const inUse = Object.keys(policy.law) as JurisdictionId[];
  return [
    controller.name,
    policy.version,
    '',
    heading('Jurisdictions'),
    ...inUse.map((id) => {
      const residences = Object.keys(jurisdictions.residences).filter(
        (code) => jurisdictions.residences[code] === id,
      );
      const standard = id === jurisdictions.default ? ' (default)' : '';
      return `  ${id}${standard}: ${residences.join(' ')}`;
    }),
    '',
    heading('Purposes'),
    ...table(
      ['purpose', ...inUse, 'kept', 'withheld', 'categories', 'recipients'],
      Object.entries(purposes).map(([id, purpose]) => [
        id,
        ...inUse.map((jurisdiction) => purpose.legalBasis[jurisdiction]?.basis ?? 'denied'),
        purpose.retention,
        purpose.withhold?.ground ?? '-',
        purpose.categories.join(' '),
        purpose.recipients.join(' ') || '-',
      ]),
    ),
    '',
    heading('Categories'),
    ...table(
      ['category', 'sensitivity', 'source', 'key class', 'kept'],
      Object.entries(categories).map(([id, category]) => [
        id,
        category.sensitivity,
        category.source,
        category.erasureClass ?? id,
        retentionsOf(policy, id),
      ]),
    ),
    '',
    heading('Recipients'),
    ...table(
      ['recipient', 'role', 'country', 'transfer', 'agreement'],
      Object.entries(recipients).map(([id, recipient]) => [
        id,
        recipient.role,
        recipient.country,
        recipient.transferMechanism,
        `${recipient.agreement.signedOn} to ${recipient.agreement.expiresOn ?? 'open end'}`,
      ]),
    ),
    '',
    heading('Notices'),
    ...table(
      ['notice', 'version', 'from', 'material', 'locales', 'purposes'],
      Object.values(published).map((notice) => [
        notice.id === policy.primaryNotice ? `${notice.id} (primary)` : notice.id,
        notice.version,
        notice.effectiveFrom,
        notice.material ? 'yes' : 'no',
        Object.keys(notice.texts).join(' '),
        notice.purposes.join(' '),
      ]),
    ),
    '',
    heading('Evidence kept after an erasure'),
    ...table(
      ['evidence', 'kept', 'ground'],
      Object.entries(policy.evidence).map(([id, { retention, ground }]) => [id, retention, ground]),
    ),
  ].join('\n');
}

const heading = (title: string): string => `${title}\n${'-'.repeat(title.length)}`;

/** Columns padded to their widest cell. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const lines = [head, ...rows];
  const widths = head.map((_, column) =>
    Math.max(...lines.map((cells) => cells[column]?.length ?? 0)),
  );
  return lines.map((cells) =>
    `  ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd(),
  );
}

/** The periods of the purposes that use the category, as written. */
function retentionsOf({ purposes }: Policy, category: string): string {
  const periods = Object.values(purposes)
    .filter(({ categories }) => categories.includes(category))
    .map(({ retention }) => retention);
  return [...new Set(periods)].join(' ') || '-';
}
