import type { Policy } from '../../lambda/policy/schema.ts';

/** The other stores, one row each: what they are, what they have and what they cannot do. */
export const systemRows = ({ systems }: Policy): string[][] =>
  Object.entries(systems).map(([id, { connector, categories, recipient, timeAllowed, cannot }]) => [
    id,
    connector.kind,
    categories.join(' '),
    recipient ?? 'own',
    timeAllowed,
    Object.entries(cannot)
      .map(([action, { ground }]) => `${action} (${ground})`)
      .join(', ') || '-',
  ]);
