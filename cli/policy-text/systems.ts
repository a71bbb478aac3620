import type { Policy } from '../../lambda/policy/schema.ts';

/** The other stores, one row each: what they are, what they have and what they cannot do. */
export const systemRows = ({ systems }: Policy): string[][] =>
  Object.entries(systems).map(([id, system]) => {
    const { connector, categories, issuer, recipient, timeAllowed, cannot } = system;
    return [
      id,
      connector.kind,
      categories.join(' '),
      recipient ?? 'own',
      issuer ?? '-',
      timeAllowed,
      Object.entries(cannot)
        .map(([action, { ground }]) => `${action} (${ground})`)
        .join(', ') || '-',
    ];
  });
