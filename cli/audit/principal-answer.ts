import { maximumSubjects } from '../../lambda/incident/model/affected.ts';
import type { Period } from './local-events.ts';
import type { Counted, PrincipalReads } from './principal-reads.ts';
import { columned } from './read.ts';

export interface PrincipalAnswer extends Period {
  readonly principal: string;
  readonly simulated: boolean;
}

/** Bodies for `POST /v1/incidents/{incidentId}/affected`, each with as many people as it takes. */
export function searchesFor({ people }: PrincipalReads) {
  const ids = [...new Set(people.map(({ subjectId }) => subjectId))];
  return Array.from({ length: Math.ceil(ids.length / maximumSubjects) }, (_, page) => ({
    by: 'subjects' as const,
    subjects: ids
      .slice(page * maximumSubjects, (page + 1) * maximumSubjects)
      .map((subjectId) => ({ subjectId })),
  }));
}

export const principalJson = (answer: PrincipalAnswer, reads: PrincipalReads): string =>
  JSON.stringify({ ...answer, ...reads, searches: searchesFor(reads) }, null, 2);

/** For a person; what was not read is left out. */
export function principalText(answer: PrincipalAnswer, reads: PrincipalReads): string {
  const { people, wholeTables, otherRows } = reads;
  const number = new Set(people.map(({ subjectId }) => subjectId)).size;
  const heading = `${number} ${number === 1 ? 'person' : 'people'} read by key from ${answer.from} to ${answer.to}${answer.simulated ? ', simulated by the embedded runtime' : ''}`;
  const sections = [
    {
      names: ['subjectId', ...counted],
      rows: people.map((row) => [row.subjectId, ...cellsOf(row)]),
    },
    {
      title:
        'Whole tables: everybody who was in them may be affected. Search by category, or by window up to the last time.',
      names: ['action', ...counted],
      rows: wholeTables.map((row) => [row.action, ...cellsOf(row)]),
    },
    {
      title: 'Rows by a key that names no person: find out whose they are.',
      names: ['action', ...counted],
      rows: otherRows.map((row) => [row.action, ...cellsOf(row)]),
    },
  ].filter(({ rows }) => rows.length > 0);
  return [
    heading,
    ...(sections.length === 0
      ? ['No read of this principal is recorded: check the ARN and the period.']
      : []),
    ...sections.flatMap(({ title, names, rows }) => [
      '',
      ...(title === undefined ? [] : [title]),
      columned([names, ...rows]),
    ]),
  ].join('\n');
}

const counted = ['table', 'calls', 'time', 'until'] as const;

const cellsOf = (row: Counted): string[] => counted.map((column) => String(row[column]));
