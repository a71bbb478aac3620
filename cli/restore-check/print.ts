import { consents, consentStates } from '../../lambda/consent/table.ts';
import { holds } from '../../lambda/hold/table.ts';
import { openRequests, requests } from '../../lambda/request/table.ts';
import { aliases, subjects } from '../../lambda/subject/table.ts';
import type { CheckedTable } from './check.ts';

/** Nothing is left, and everything that was restored could be judged. */
export const isComplete = (checked: readonly CheckedTable[]): boolean =>
  checked.every(({ left, unreadable, unknown }) => left + unreadable === 0 && !unknown);

const columns = ['table', 'read', 'from living', 'added', 'removed', 'left', 'unreadable'] as const;

export function printed(checked: readonly CheckedTable[]): string {
  const rows = [
    [...columns],
    ...checked.map(({ table, read, replaced, added, removed, left, unreadable }) => {
      const gone = Object.values(removed).reduce((all, count) => all + count, 0);
      return [table, ...[read, replaced, added, gone, left, unreadable].map(String)];
    }),
  ];
  const widths = columns.map((_, at) => Math.max(...rows.map((row) => (row[at] ?? '').length)));
  const lines = rows.map((row) =>
    row.map((cell, at) =>
      at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0),
    ),
  );
  return [...lines.map((cells) => cells.join('  ').trimEnd()), '', ...details(checked)].join('\n');
}

/** What a restored table has as it was then, by table. */
const lost: Readonly<Record<string, string>> = {
  [consentStates.name]: 'choices that were withdrawn or refused',
  [consents.name]: 'choices, with their receipts',
  [holds.name]: 'holds that were placed, changed or released',
  [subjects.name]: 'restrictions, freezes, settings, residence and age, and who has registered',
  [aliases.name]: 'identifiers that were added or removed',
  [requests.name]: 'requests, how far they are, and who was erased',
  [openRequests.name]: 'requests that are open, and restrictions in force',
};

function* details(checked: readonly CheckedTable[]): Generator<string, void> {
  for (const { table, removed } of checked) {
    for (const [reason, count] of Object.entries(removed)) {
      yield `${table}: ${count} rows removed, ${reason.replaceAll('-', ' ')}`;
    }
  }
  for (const { table, unknown } of checked) {
    if (unknown) {
      yield `${table}: no living table, so what was changed since is not known: ${lost[table] ?? 'rows that were changed or deleted'}`;
    }
  }
  yield isComplete(checked)
    ? 'Complete: the restored tables have nothing that the living tables do not permit.'
    : 'Not complete: let nothing reach the restored tables (docs/operate.md, Restore).';
}
